using ProofServer.Requests;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>
/// Waits for requests on behalf of HTTP calls. When a call is aborted, its request is cancelled, unless another call waits for the request or the request was
/// submitted to be fetched later.
/// </summary>
internal sealed class Waiters(IProofRequests requests)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _waiting = [];

    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public async Task<ProofResult> WaitAsync(Guid id, ProofUserId user, bool isKept, CancellationToken aborted)
    {
        Change(id, 1);
        try
        {
            await foreach (var report in requests.WatchAsync(id, user, aborted))
            {
                if (report.IsFinal) break;
            }

            return await requests.FindResultAsync(id, user, aborted) ?? throw ApiException.UnknownRequest();
        }
        finally
        {
            if (Change(id, -1) == 0 && aborted.IsCancellationRequested && !isKept) await requests.CancelAsync(id, user, CancellationToken.None);
        }
    }

    private int Change(Guid id, int by)
    {
        lock (_lock)
        {
            var count = _waiting.GetValueOrDefault(id) + by;
            if (count == 0) _waiting.Remove(id);
            else _waiting[id] = count;
            return count;
        }
    }
}
