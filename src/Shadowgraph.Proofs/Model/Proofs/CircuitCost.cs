using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>The resources for a link of a circuit. All figures were measured and rounded up; a test compares the figures with measurements.</summary>
/// <remarks>
/// <para>The peak memory of a proof depends on the overlap of stages: on one thread the peak is known to a few per cent, on two threads nearly so.
/// Each further thread may begin a multi-scalar sum before the current sums end. This worst case is rare, so the estimate is an upper bound, not an
/// average.</para>
/// <para>The instruction sets differ by less than the variation between runs.</para>
/// </remarks>
/// <param name="Constraints">Constraints and public rows.</param>
/// <param name="KeyBytes">Memory of the loaded proving key and the compiled circuit.</param>
/// <param name="OneThread">Witness and scratch memory at the peak of a proof on a single thread.</param>
/// <param name="TwoThreads">Witness and scratch memory at the peak of a proof on two threads.</param>
/// <param name="Further">Additional memory for each thread beyond two.</param>
internal readonly record struct CircuitCost(int Constraints, long KeyBytes, long OneThread, long TwoThreads, long Further)
{
    /// <summary>What an unused block of attestations saves, in constraints: the wires of its hash and numbers are 0, and their terms drop out of three sums of the proof.</summary>
    public const int UnusedBlock = 900;

    // A larger number of threads adds no memory: no more windows are left for concurrent sums.
    private const int MostThreads = 32;

    private const long KiB = 1 << 10;
    private const long MiB = 1 << 20;

    public static CircuitCost Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => new(24_050, 18 * MiB, 8_100 * KiB, 15_000 * KiB, 14 * MiB),
        CircuitSize.Medium => new(51_900, 32 * MiB, 13_950 * KiB, 22_500 * KiB, 18 * MiB),
        CircuitSize.Large => new(103_000, 62 * MiB, 28_700 * KiB, 48_000 * KiB, 32 * MiB),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };

    /// <summary>Memory of witness and scratch at the peak of a proof.</summary>
    /// <param name="maxThreads">The maximum number of threads; 0 for a thread per processor.</param>
    public long WorkingBytes(int maxThreads)
    {
        var threads = Math.Min(Parallelism.DegreeOf(maxThreads), MostThreads);
        return threads == 1 ? OneThread : TwoThreads + (threads - 2) * Further;
    }
}
