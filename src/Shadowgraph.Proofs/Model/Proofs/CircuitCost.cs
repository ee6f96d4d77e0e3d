using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>What one link of a circuit takes. All was measured and rounded up; a test holds it against the real thing.</summary>
/// <remarks>
/// <para>What a proof holds at its peak depends on which of its stages meet: with one thread that is known to a few per cent, and with two
/// nearly so. Beyond, each thread that joins may begin a multi-scalar sum of its own before the others are done with theirs; it seldom
/// comes to that, so the estimate is what it may take, and not what it does.</para>
/// <para>The forms of vector instructions differ by less than the interleavings do.</para>
/// </remarks>
/// <param name="Constraints">Constraints and public rows.</param>
/// <param name="KeyBytes">Memory of the loaded proving key and the compiled circuit.</param>
/// <param name="OneThread">Witness and scratch memory at the peak of a proof on one thread.</param>
/// <param name="TwoThreads">The same on two.</param>
/// <param name="Further">What each thread beyond adds.</param>
internal readonly record struct CircuitCost(int Constraints, long KeyBytes, long OneThread, long TwoThreads, long Further)
{
    // There are no more windows to sum at once.
    private const int MostThreads = 32;

    private const long KiB = 1 << 10;
    private const long MiB = 1 << 20;

    public static CircuitCost Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => new(25_800, 20 * MiB, 8_400 * KiB, 15_000 * KiB, 14 * MiB),
        CircuitSize.Medium => new(59_200, 40 * MiB, 14_650 * KiB, 22_500 * KiB, 18 * MiB),
        CircuitSize.Large => new(128_000, 80 * MiB, 30_500 * KiB, 48_000 * KiB, 32 * MiB),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };

    /// <summary>Memory of witness and scratch at the peak of a proof.</summary>
    /// <param name="maxThreads">The most threads it may use; 0 for one per processor.</param>
    public long WorkingBytes(int maxThreads)
    {
        var threads = Math.Min(Parallelism.DegreeOf(maxThreads), MostThreads);
        return threads == 1 ? OneThread : TwoThreads + (threads - 2) * Further;
    }
}
