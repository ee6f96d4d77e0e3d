using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving;

/// <summary>What one link of a circuit takes. The sizes were measured and rounded up; a test holds them against the real thing.</summary>
/// <param name="Constraints">Constraints and public rows.</param>
/// <param name="DomainSize">The power of two above.</param>
/// <param name="KeyBytes">Memory of the loaded proving key and the compiled circuit.</param>
internal readonly record struct CircuitCost(int Constraints, int DomainSize, long KeyBytes)
{
    // The witness and two sides of the constraints, 32 bytes each, and all three in lanes, 40 bytes each, whatever the threads.
    private const int BytesPerPlace = 3 * 32 + 3 * 40;

    // A thread that sums a window of a multi-scalar sum keeps its terms, half as many points of G2 and the blocks of a batch;
    // sums of several sections run side by side.
    private const int BytesPerPlaceAndThread = 192;

    // There are no more windows to sum at once.
    private const int MostThreads = 32;

    private const long MiB = 1 << 20;

    public static CircuitCost Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => new(25_800, 1 << 15, 20 * MiB),
        CircuitSize.Medium => new(59_200, 1 << 16, 40 * MiB),
        CircuitSize.Large => new(128_000, 1 << 17, 80 * MiB),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };

    /// <summary>Memory of witness and scratch at the peak of a proof.</summary>
    /// <param name="maxThreads">The most threads it may use; 0 for one per processor.</param>
    public long WorkingBytes(int maxThreads)
    {
        var threads = Math.Min(Parallelism.DegreeOf(maxThreads), MostThreads);
        return (long)DomainSize * (BytesPerPlace + BytesPerPlaceAndThread * threads);
    }
}
