using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Errors;

/// <summary>The log messages of recovery. Event ids are stable. Foreign exceptions are represented by their types.</summary>
internal static partial class RecoveryLog
{
    [LoggerMessage(1101, LogLevel.Error, "The recovery strategy {Strategy} failed with {Exception} and was skipped.")]
    public static partial void StrategyFailed(this ILogger logger, Type strategy, Type exception);

    [LoggerMessage(1102, LogLevel.Error, "The recovery strategy {Strategy} returned null and was skipped.")]
    public static partial void StrategyReturnedNull(this ILogger logger, Type strategy);

    [LoggerMessage(1103, LogLevel.Error,
        "Request {RequestId} failed with {Error} in attempt {Attempts}, the maximum: the request has failed, whatever the recovery strategies decide.")]
    public static partial void TooManyAttempts(this ILogger logger, Guid? requestId, ProofErrorType error, int attempts);
}
