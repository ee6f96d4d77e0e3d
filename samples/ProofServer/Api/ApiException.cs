namespace ProofServer.Api;

/// <summary>A request that can't be served as it is: becomes a problem with this status.</summary>
/// <param name="status">The status.</param>
/// <param name="type">A short name that programs can tell it by.</param>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="path">Where in the JSON; null if it is not about a place in it.</param>
internal sealed class ApiException(int status, string type, string message, string? path = null) : Exception(message)
{
    public int Status => status;

    public string Type => type;

    public string? Path => path;

    /// <summary>Unknown and another user's are told apart by nobody.</summary>
    public static ApiException UnknownRequest() =>
        new(StatusCodes.Status404NotFound, "UnknownRequest", "There is no such request of yours (any more).");
}
