namespace Shadowgraph.Proofs.Circuits;

internal static class CircuitSizeExtensions
{
    /// <summary>
    /// Attestations per link: a multiple of the block size eight, so that the commitment to a bundle does not depend on the cut into links.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined size.</exception>
    public static int Capacity(this CircuitSize size) => size switch
    {
        CircuitSize.Small => 64,
        CircuitSize.Medium => 200,
        CircuitSize.Large => 480,
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };
}
