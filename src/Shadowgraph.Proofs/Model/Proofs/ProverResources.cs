namespace Shadowgraph.Proofs;

/// <summary>
/// The machine resources used by a proof, measured on the proof's threads, never as a difference over the whole process, which also runs other
/// proofs. The first proof that needs a key includes the cost of loading the key.
/// </summary>
public readonly record struct ProverResources
{
    /// <summary>
    /// Processor time, summed over all threads of the proof; zero on systems without this measurement. The resolution on Windows is up to 16 ms.
    /// </summary>
    public TimeSpan ProcessorTime { get; init; }

    /// <summary>
    /// Memory in bytes, an upper bound: peak of scratch memory and witness, plus all allocations of the proof's threads on the managed heap. Keys
    /// already in memory are not included.
    /// </summary>
    public long PeakBytes { get; init; }

    /// <summary>Bytes of key files read and written; 0 with the key in memory.</summary>
    public long DiskBytes { get; init; }

    internal static ProverResources Of(Threading.WorkMeter meter) =>
        new() { ProcessorTime = meter.ProcessorTime, PeakBytes = meter.PeakBytes, DiskBytes = meter.FileBytes };
}
