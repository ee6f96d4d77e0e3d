using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// The pipeline's log messages for operators. Event ids are stable. Foreign exceptions are logged by type name only: their messages may contain anything.
/// </summary>
internal static partial class DispatchLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Service} failed with {Exception}; the pipeline continues without a result.")]
    public static partial void ServiceFailed(this ILogger logger, string service, string exception);

    [LoggerMessage(1002, LogLevel.Error, "{Service} returned null; the pipeline continues without a result.")]
    public static partial void ServiceReturnedNull(this ILogger logger, string service);

    [LoggerMessage(1003, LogLevel.Error, "{Service} did not answer within {Timeout}; the pipeline continues without a result.")]
    public static partial void ServiceTooSlow(this ILogger logger, string service, TimeSpan timeout);

    [LoggerMessage(1004, LogLevel.Error, "The queue returned the unknown item {Item}, and still contains the item after its removal.")]
    public static partial void QueueHoldsStranger(this ILogger logger, Guid item);

    [LoggerMessage(1005, LogLevel.Warning, "Request {RequestId}: attempt {Attempt} failed with {Error}; the next attempt starts in {Delay}.")]
    public static partial void AttemptRepeated(this ILogger logger, Guid requestId, int attempt, ProofErrorType error, TimeSpan delay);

    [LoggerMessage(1006, LogLevel.Warning,
        "Request {RequestId}: attempt {Attempt} failed with {Error}; the next attempt uses the {Circuit} circuit.")]
    public static partial void FellBack(this ILogger logger, Guid requestId, int attempt, ProofErrorType error, CircuitSize circuit);

    [LoggerMessage(1007, LogLevel.Error,
        "Request {RequestId}: the prover ignored its cancellation for {Grace} and was abandoned; {Abandoned} abandoned provers are still running (limit: {Most}).")]
    public static partial void ProverAbandoned(this ILogger logger, Guid requestId, TimeSpan grace, int abandoned, int most);

    [LoggerMessage(1008, LogLevel.Information, "Request {RequestId}: an abandoned prover has returned.")]
    public static partial void ProverReturned(this ILogger logger, Guid requestId);

    [LoggerMessage(1009, LogLevel.Information,
        "Request {RequestId} completed: {Circuit} circuit, {Links} links, {Attempts} attempts, {Total} in total.")]
    public static partial void Completed(
        this ILogger logger, Guid requestId, CircuitSize? circuit, int links, int attempts, TimeSpan total);

    [LoggerMessage(1010, LogLevel.Warning, "Request {RequestId} failed with {Error} after {Attempts} attempts.")]
    public static partial void Failed(this ILogger logger, Guid requestId, ProofErrorType error, int attempts);

    [LoggerMessage(1011, LogLevel.Information, "Request {RequestId} was cancelled.")]
    public static partial void Cancelled(this ILogger logger, Guid requestId);

    [LoggerMessage(1012, LogLevel.Information, "Request {RequestId} was refused with {Error}.")]
    public static partial void Refused(this ILogger logger, Guid requestId, ProofErrorType error);

    [LoggerMessage(1013, LogLevel.Warning, "Request {RequestId}: a progress callback failed with {Exception} and is not called again.")]
    public static partial void ProgressFailed(this ILogger logger, Guid requestId, string exception);

    [LoggerMessage(1014, LogLevel.Information, "The pipeline is stopping: {Waiting} requests waiting, {Running} running.")]
    public static partial void Stopping(this ILogger logger, int waiting, int running);

    [LoggerMessage(1015, LogLevel.Information, "The pipeline has stopped: {Completed} completed, {Failed} failed, {Cancelled} cancelled.")]
    public static partial void Stopped(this ILogger logger, long completed, long failed, long cancelled);

    [LoggerMessage(1016, LogLevel.Warning, "A cached proof was invalid and was dropped: {Finding}.")]
    public static partial void CachedProofRejected(this ILogger logger, string finding);

    [LoggerMessage(1017, LogLevel.Warning, "MaxConcurrency is {Asked}, but the prover makes at most {Most} proofs at once: the limit is {Most}.")]
    public static partial void ConcurrencyCut(this ILogger logger, int asked, int most);

    [LoggerMessage(1018, LogLevel.Information, "Processors and memory suffice for {Most} proofs at once, and MaxConcurrency is {Asked}. More concurrent proofs "
        + "raise the throughput under load, and make each of the proofs take longer.")]
    public static partial void ConcurrencyBelowCapacity(this ILogger logger, int most, int asked);

    [LoggerMessage(1040, LogLevel.Error, "Request {RequestId}: {Service} failed with {Exception}; the request is refused.")]
    public static partial void DecisionFailed(this ILogger logger, Guid requestId, string service, string exception);

    [LoggerMessage(1041, LogLevel.Error, "Request {RequestId}: {Service} returned null; the request is refused.")]
    public static partial void DecisionReturnedNull(this ILogger logger, Guid requestId, string service);

    [LoggerMessage(1042, LogLevel.Error, "Request {RequestId}: {Service} did not answer within {Timeout}; the request is refused.")]
    public static partial void DecisionTooSlow(this ILogger logger, Guid requestId, string service, TimeSpan timeout);

    [LoggerMessage(1050, LogLevel.Error,
        "{Receiver} hangs or is too slow: {Waiting} events are waiting, the maximum; further events are lost for {Receiver}.")]
    public static partial void EventsLost(this ILogger logger, string receiver, int waiting);
}
