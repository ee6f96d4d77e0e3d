using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The log messages of the audit trail. Event ids are stable. Foreign exceptions are represented by their types.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(1401, LogLevel.Error,
        "The audit sink {Sink} failed with {Exception}; the call is repeated every {Pause}, and entries wait for the sink.")]
    public static partial void SinkFailed(this ILogger logger, string sink, string exception, TimeSpan pause);

    [LoggerMessage(1402, LogLevel.Error, "The audit sink {Sink} did not answer within {Patience}; entries wait for the sink.")]
    public static partial void SinkTooSlow(this ILogger logger, string sink, TimeSpan patience);

    [LoggerMessage(1403, LogLevel.Error, "{Capacity} entries wait for the audit sink {Sink}, the maximum: further entries are lost for the sink.")]
    public static partial void SinkLosesEntries(this ILogger logger, int capacity, string sink);

    [LoggerMessage(1404, LogLevel.Warning, "The audit sink {Sink} takes entries again; {Lost} were lost so far.")]
    public static partial void SinkTakesEntriesAgain(this ILogger logger, string sink, long lost);

    [LoggerMessage(1405, LogLevel.Error, "The audit trail was closed before the audit sink {Sink} had taken {Lost} entries; they are lost.")]
    public static partial void SinkLeftBehind(this ILogger logger, string sink, long lost);

    [LoggerMessage(1406, LogLevel.Warning, "The audit file {Path} is damaged. The file is kept unchanged, and writing continues in a new file.")]
    public static partial void FileDamaged(this ILogger logger, string path);

    [LoggerMessage(1407, LogLevel.Warning,
        "There are audit files, but no readable {Path}: entries removed from the end can't be detected. Verification reports this from now on.")]
    public static partial void HeadMissing(this ILogger logger, string path);

    [LoggerMessage(1408, LogLevel.Error, "The audit trail failed with {Exception}; entries about refusals are missing.")]
    public static partial void RefusalsMissing(this ILogger logger, string exception);
}
