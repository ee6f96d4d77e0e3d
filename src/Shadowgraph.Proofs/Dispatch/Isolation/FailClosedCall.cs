using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>
/// Asks a service that decides about a user. Fails closed: if the service throws, returns null or times out, the request is refused. A service that
/// hangs costs the request no more time than the deadlines allow.
/// </summary>
/// <param name="service">The service's name, for messages.</param>
/// <param name="ask">Calls the service.</param>
/// <param name="comesLate">Receives an answer that arrives after the caller has stopped waiting.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives failures.</param>
internal sealed class FailClosedCall<T>(
    string service,
    Func<ProofUserId, CancellationToken, ValueTask<T>> ask,
    Action<ProofUserId, T>? comesLate,
    TimeProvider time,
    ILogger logger)
    where T : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="ProofErrorException">The service failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<T> AskAsync(PendingRequest request, CancellationToken cancellationToken)
    {
        var patience = PatienceFor(request);
        Task<T>? task = null;
        T? given;
        try
        {
            var answer = ask(request.UserId, cancellationToken);
            given = answer.IsCompletedSuccessfully
                ? answer.Result
                : await (task = answer.AsTask()).WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(task, request.UserId);
            throw;
        }
        catch (TimeoutException) when (task is { IsFaulted: false })
        {
            Leave(task, request.UserId);
            logger.DecisionTooSlow(request.Id, service, patience);
            throw Refusal("did not answer in time");
        }
#pragma warning disable CA1031 // Any exception becomes a typed error for the caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.DecisionFailed(request.Id, service, e.GetType().Name);
            throw Refusal($"failed with {e.GetType().Name}", e);
        }

        if (given is not null) return given;
        logger.DecisionReturnedNull(request.Id, service);
        throw Refusal("returned null");
    }

    private TimeSpan PatienceFor(PendingRequest request)
    {
        var deadline = request.QueueTimeout < request.TotalTimeout ? request.QueueTimeout : request.TotalTimeout;
        var left = deadline - time.GetElapsedTime(request.Submitted);
        return left > Patience ? Patience : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Leave(Task<T>? task, ProofUserId user)
    {
        if (task is null) return;
        task.Forget();
        if (comesLate is null) return;
        _ = task.ContinueWith(
            late =>
            {
                if (late.Result is { } given) comesLate(user, given);
            },
            CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private ProofErrorException Refusal(string what, Exception? exception = null) =>
        new(new ProofError(ProofErrorType.InternalError, $"{service} {what}, so the request was not let in. Correct the service.")
        {
            Exception = exception,
        });
}
