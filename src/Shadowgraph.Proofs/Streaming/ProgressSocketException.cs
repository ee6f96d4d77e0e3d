namespace Shadowgraph.Proofs.Streaming;

/// <summary>A client could not connect again and has given up; the inner exception is the last one.</summary>
public sealed class ProgressSocketException : ProofException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="tries">Connections in a row that failed.</param>
    /// <param name="last">Why the last one did; null if that is not known.</param>
    public ProgressSocketException(int tries, Exception? last)
        : base($"No connection that works, {tries} times in a row; the last: {last?.Message} Ask the server for the status of the requests later.", last)
    {
    }
}
