namespace Shadowgraph.Proofs.Circuits;

internal static class CircuitSizeExtensions
{
    /// <summary>
    /// Attestations per link: a multiple of the 24 of a block, so that the commitment to a bundle does not depend on the cut into links.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined size.</exception>
    public static int Capacity(this CircuitSize size) => size switch
    {
        CircuitSize.Small => 72,
        CircuitSize.Medium => 216,
        CircuitSize.Large => 480,
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };
}
