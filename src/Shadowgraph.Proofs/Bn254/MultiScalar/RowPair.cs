namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Two rows of eight points each that are added.</summary>
/// <param name="First">A row of terms; unused where the points are in lanes, as they are where the sum goes.</param>
/// <param name="Second">A row of terms, or where its points are in lanes.</param>
/// <param name="Place">Where the sum goes.</param>
internal readonly record struct RowPair(int First, int Second, int Place);
