using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Limits the audit entries that a user can cause by refused requests: the first refusal of a user within a window is recorded at once, the
/// rest as one entry with their count at the end of the window. The number of users remembered is bounded; refusals of further users are
/// counted by reason alone. Thread-safe.
/// </summary>
/// <param name="window">Length of a window, which begins with its first refusal.</param>
/// <param name="time">The clock.</param>
/// <param name="record">Records an entry; does not throw.</param>
internal sealed class RefusalAggregator(TimeSpan window, TimeProvider time, Action<AuditEvent> record)
{
    /// <summary>The most users remembered within a window.</summary>
    public const int MostUsers = 1_000;

    private readonly Lock _lock = new();

    // Per user: the reasons of refusals after the first. Separately, per reason: refusals of users that are not remembered.
    private readonly Dictionary<ProofUserId, Dictionary<ProofErrorType, long>> _further = [];
    private readonly Dictionary<ProofErrorType, long> _others = [];
    private ITimer? _timer;
    private bool _isOpen;

    /// <summary>Records or counts a refusal.</summary>
    public void Record(PendingRequest request, ProofErrorType error)
    {
        // A request with an admission entry always gets an end entry.
        if (!request.IsAudited && !IsFirst(request.UserId, error)) return;
        record(new AuditEvent { Action = AuditAction.Refused, RequestId = request.Id, UserId = request.UserId, Error = error });
    }

    /// <summary>Ends the window: records the counted refusals.</summary>
    public void Flush()
    {
        AuditEvent[] counted;
        ITimer? timer;
        lock (_lock)
        {
            counted =
            [
                .. _further.Where(user => user.Value.Count > 0).Select(user => OfUser(user.Key, user.Value)),
                .. _others.Select(reason => OfReason(reason.Key, reason.Value)),
            ];
            _further.Clear();
            _others.Clear();
            (timer, _timer, _isOpen) = (_timer, null, false);
        }

        timer?.Dispose();
        foreach (var happened in counted) record(happened);
    }

    private bool IsFirst(ProofUserId user, ProofErrorType error)
    {
        bool begins, isFirst;
        lock (_lock)
        {
            (begins, _isOpen) = (!_isOpen, true);
            isFirst = !_further.TryGetValue(user, out var reasons) && _further.Count < MostUsers;
            if (isFirst) _further.Add(user, []);
            else Count(reasons ?? _others, error);
        }

        if (begins) Begin();
        return isFirst;
    }

    // Outside of the lock: the timer comes from the clock, which may be foreign code.
    private void Begin()
    {
        var timer = time.CreateTimer(static refusals => ((RefusalAggregator)refusals!).Flush(), this, window, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (_isOpen && _timer is null)
            {
                _timer = timer;
                return;
            }
        }

        timer.Dispose();
    }

    private AuditEvent OfUser(ProofUserId user, Dictionary<ProofErrorType, long> reasons)
    {
        var most = reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key).ToArray();
        return new AuditEvent
        {
            Action = AuditAction.Refused,
            UserId = user,
            Error = most[0].Key,
            Count = reasons.Values.Sum(),
            Detail = $"Further refusals within {window}: {string.Join(", ", most.Select(reason => $"{reason.Key} {reason.Value}"))}.",
        };
    }

    private AuditEvent OfReason(ProofErrorType reason, long count) => new()
    {
        Action = AuditAction.Refused,
        Error = reason,
        Count = count,
        Detail = $"Refusals of users after the first {MostUsers} within {window}.",
    };

    private static void Count(Dictionary<ProofErrorType, long> reasons, ProofErrorType error) =>
        reasons[error] = reasons.GetValueOrDefault(error) + 1;
}
