namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Two rows of eight points each to be added.</summary>
/// <param name="First">A row of terms; unused for points in lanes, which are at the place of the sum.</param>
/// <param name="Second">A row of terms, or the place of points in lanes.</param>
/// <param name="Place">The place of the sum.</param>
internal readonly record struct RowPair(int First, int Second, int Place);
