namespace Shadowgraph.Proofs.Tests;

/// <summary>Bytes of managed memory that a computation allocates on its own thread: other threads are not counted.</summary>
internal static class Allocations
{
    private const int Runs = 3;

    /// <summary>
    /// The least of some runs. What happens once in a process (static initialisers, compilation, the listeners of other tests that are told
    /// of something on this thread) falls into one run; an allocation of the computation itself into all of them.
    /// </summary>
    public static long Of(Action computation)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Runs && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            computation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
