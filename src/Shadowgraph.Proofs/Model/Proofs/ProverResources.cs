namespace Shadowgraph.Proofs;

/// <summary>
/// What a proof took of the machine, measured on the threads that worked for it: never a difference of the whole process, in which other
/// proofs work too. A proof that was the first to ask for a key takes what loading the key took.
/// </summary>
/// <param name="ProcessorTime">
/// Time on processors, of all its threads together; zero where the system does not tell. Windows counts in steps of up to 16 ms.
/// </param>
/// <param name="PeakBytes">
/// Memory: the most scratch memory and witness that it held at once, and all that its threads allocated on the managed heap, so an upper
/// bound. Keys that were in memory before are not in it.
/// </param>
/// <param name="DiskBytes">Bytes of key files read and written; 0 once the key is in memory.</param>
public readonly record struct ProverResources(TimeSpan ProcessorTime, long PeakBytes, long DiskBytes)
{
    internal static ProverResources Of(Threading.WorkMeter meter) => new(meter.ProcessorTime, meter.PeakBytes, meter.FileBytes);
}
