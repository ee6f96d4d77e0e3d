using ProofCluster.Contract;

namespace ProofCluster.Grains;

/// <summary>The log lines of a request: ids, counts and names of exceptions. Messages of exceptions may reveal more, and are left out.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Request {Id:N} begun: start {Start} on {Silo}.")]
    public static partial void Begun(this ILogger logger, Guid id, int start, string silo);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Request {Id:N} ended: {Phase} after {Starts} starts on {Silo}.")]
    public static partial void Ended(this ILogger logger, Guid id, RequestPhase phase, int starts, string silo);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Request {Id:N} moves away from {Silo}.")]
    public static partial void Moved(this ILogger logger, Guid id, string silo);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Request {Id:N} was written by another activation; this one leaves it.")]
    public static partial void EndedElsewhere(this ILogger logger, Guid id);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Request {Id:N} could not go on here ({Exception}); it is begun again from the store.")]
    public static partial void RunFailed(this ILogger logger, Guid id, string exception);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The end of request {Id:N} is not stored yet ({Exception}); the write is repeated.")]
    public static partial void EndNotStored(this ILogger logger, Guid id, string exception);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Request {Id:N} has ended, and its payload or reminder stay for now ({Exception}).")]
    public static partial void NotTidied(this ILogger logger, Guid id, string exception);

    [LoggerMessage(EventId = 8, Level = LogLevel.Information, Message = "Request {Id:N} cleared.")]
    public static partial void Cleared(this ILogger logger, Guid id);
}
