using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// The log messages of the second level. Event ids are stable. Exceptions are represented by their types, since messages may hold secrets.
/// </summary>
internal static partial class DistributedCacheLog
{
    [LoggerMessage(1301, LogLevel.Warning,
        "The distributed cache of proofs failed with {Exception}. Calls are suspended for {Pause}; meanwhile proofs are cached in memory only.")]
    public static partial void DistributedCachePaused(this ILogger logger, string exception, TimeSpan pause);

    [LoggerMessage(1302, LogLevel.Information, "The distributed cache of proofs works again.")]
    public static partial void DistributedCacheAnswers(this ILogger logger);

    [LoggerMessage(1303, LogLevel.Warning, "An entry of the distributed cache of proofs was dropped: {Reason}")]
    public static partial void EntryDropped(this ILogger logger, string reason);
}
