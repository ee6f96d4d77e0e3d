namespace Shadowgraph.Proofs.Streaming;

/// <summary>A client could not reconnect and has given up; the inner exception is that of the last attempt.</summary>
public sealed class ProgressSocketException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="tries">The number of consecutive failed connections.</param>
    /// <param name="last">The cause of the last failure; null if unknown.</param>
    public ProgressSocketException(int tries, Exception? last)
        : base($"Connecting failed {tries} times in a row. Last error: {last?.Message} Ask the server for the status of the requests later.", last)
    {
    }
}
