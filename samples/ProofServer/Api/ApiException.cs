namespace ProofServer.Api;

/// <summary>An invalid or unserviceable request, answered by a problem with the given status.</summary>
/// <param name="status">The status.</param>
/// <param name="type">A short name of the error for programs.</param>
/// <param name="message">The problem and the remedy.</param>
/// <param name="path">The place in the JSON; null if the error has no place.</param>
/// <param name="retryAfter">The seconds after which a repetition may succeed; null if the time is unknown.</param>
internal sealed class ApiException(int status, string type, string message, string? path = null, double? retryAfter = null) : Exception(message)
{
    public int Status => status;

    public string Type => type;

    public string? Path => path;

    public double? RetryAfter => retryAfter;

    /// <summary>The same answer for an unknown request and another user's request.</summary>
    public static ApiException UnknownRequest() =>
        new(StatusCodes.Status404NotFound, "UnknownRequest", "There is no such request of yours (any more).");
}
