using System.Runtime;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Returns memory that was used for proving, and is kept for reuse, to the system.</summary>
internal static class ProverMemory
{
    /// <summary>Bytes of scratch memory to keep, unless an option says otherwise.</summary>
    public const long DefaultRetainedScratch = ScratchPool.DefaultRetainedBytes;

    /// <summary>Frees retained scratch memory beyond a bound.</summary>
    /// <param name="bytes">Bytes that may be retained.</param>
    public static void Trim(long bytes) => ScratchPool.Shared.Trim(bytes);

    /// <summary>Frees retained scratch memory and collects garbage. Takes some tenths of a second, and stops all threads meanwhile.</summary>
    public static void Compact()
    {
        Trim(0);
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
