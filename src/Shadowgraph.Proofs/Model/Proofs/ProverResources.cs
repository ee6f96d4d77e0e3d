namespace Shadowgraph.Proofs;

/// <summary>
/// What a proof took of the machine, measured on the threads that worked for it: never a difference of the whole process, in which other
/// proofs work too. A proof that was the first to ask for a key takes what loading the key took.
/// </summary>
public readonly record struct ProverResources
{
    /// <summary>
    /// Time on processors, of all its threads together; zero where the system does not tell. Windows counts in steps of up to 16 ms.
    /// </summary>
    public TimeSpan ProcessorTime { get; init; }

    /// <summary>
    /// Memory, in bytes: the most scratch memory and witness that it held at once, and all that its threads allocated on the managed heap, so
    /// an upper bound. Keys that were in memory before are not in it.
    /// </summary>
    public long PeakBytes { get; init; }

    /// <summary>Bytes of key files read and written; 0 once the key is in memory.</summary>
    public long DiskBytes { get; init; }

    internal static ProverResources Of(Threading.WorkMeter meter) =>
        new() { ProcessorTime = meter.ProcessorTime, PeakBytes = meter.PeakBytes, DiskBytes = meter.FileBytes };
}
