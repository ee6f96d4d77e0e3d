namespace Shadowgraph.Proofs.Circuits;

internal static class CircuitSizeExtensions
{
    /// <summary>
    /// Attestations a link takes: a multiple of the eight of a block, so that how a bundle is cut does not show in its commitment.
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
