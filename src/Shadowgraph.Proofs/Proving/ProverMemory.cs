using System.Runtime;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Gives memory that proving has used, and may use again, back to the system.</summary>
internal static class ProverMemory
{
    /// <summary>Bytes of scratch memory to keep, unless an option says otherwise.</summary>
    public const long DefaultRetainedScratch = ScratchPool.DefaultRetainedBytes;

    /// <summary>Frees scratch memory that is retained beyond a bound.</summary>
    /// <param name="bytes">What may be kept.</param>
    public static void Trim(long bytes) => ScratchPool.Shared.Trim(bytes);

    /// <summary>Frees retained scratch memory and collects garbage. It takes some tenths of a second, and stops all threads meanwhile.</summary>
    public static void Compact()
    {
        Trim(0);
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
