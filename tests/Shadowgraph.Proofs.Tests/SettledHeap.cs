namespace Shadowgraph.Proofs.Tests;

/// <summary>What is alive on the managed heap, when what earlier tests left behind has gone.</summary>
internal static class SettledHeap
{
    private const long Settled = 64 << 10;

    /// <summary>Collects, with what finalizers let go.</summary>
    public static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>Bytes that are alive. The runtime's own question takes a twentieth of the whole heap for no change.</summary>
    public static long Measure()
    {
        var last = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            Collect();
            var now = GC.GetTotalMemory(forceFullCollection: false);
            if (Math.Abs(last - now) < Settled) return now;
            last = now;
        }

        return last;
    }
}
