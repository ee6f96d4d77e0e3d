using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Records refusals in an audit trail, and limits the entries that a user can cause: the first refusal of a user within a window is recorded at once,
/// the further refusals as one entry with their number at the end of the window. For hosts that refuse requests without a pipeline; the pipeline
/// records its own refusals by the same rule. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A window begins with its first refusal. <see cref="MaxUsers"/> users are remembered within a window; refusals of further users are counted by
/// reason alone. <see cref="Flush"/> and <see cref="Dispose"/> end the window.
/// </para>
/// <para>If the trail throws, the entry is lost, and the fault is logged once: no refusal fails because of the trail.</para>
/// </remarks>
public sealed class RefusalAudit : IDisposable
{
    /// <summary>The maximum number of users remembered within a window: 1 000.</summary>
    public const int MaxUsers = 1_000;

    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly Action<AuditEvent> _record;
    private readonly Lock _lock = new();

    // Per user: the reasons of refusals after the first. Separately, per reason: refusals of users that are not remembered.
    private readonly Dictionary<ProofUserId, Dictionary<ProofErrorType, long>> _further = [];
    private readonly Dictionary<ProofErrorType, long> _others = [];
    private ITimer? _timer;
    private bool _isOpen;
    private bool _isDisposed;

    /// <summary>Creates a recorder of refusals.</summary>
    /// <param name="trail">The trail; stays open.</param>
    /// <param name="window">The length of a window, such as <see cref="AuditOptions.RefusalWindow"/>: longer than zero, at most 24 days.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <param name="logger">Receives the first fault of the trail; does not throw.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is zero, negative or longer than 24 days.</exception>
    public RefusalAudit(IAuditTrail trail, TimeSpan window, TimeProvider? time = null, ILogger? logger = null)
        : this(window, time ?? TimeProvider.System, RecorderOf(trail, logger ?? NullLogger.Instance))
    {
    }

    /// <param name="window">The length of a window.</param>
    /// <param name="time">The clock.</param>
    /// <param name="record">Records an entry; does not throw.</param>
    internal RefusalAudit(TimeSpan window, TimeProvider time, Action<AuditEvent> record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, DurationType.Longest);
        (_window, _time, _record) = (window, time, record);
    }

    /// <summary>Records a refusal at once, or counts the refusal until the end of the window.</summary>
    /// <param name="requestId">The refused request.</param>
    /// <param name="userId">The user; all refusals without a user count as those of one user.</param>
    /// <param name="error">The reason.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is not a defined type of error.</exception>
    /// <exception cref="ObjectDisposedException">The recorder was disposed.</exception>
    public void Record(Guid requestId, ProofUserId userId, ProofErrorType error)
    {
        if (!Enum.IsDefined(error)) throw new ArgumentOutOfRangeException(nameof(error), error, "Expected a defined type of error.");
        if (IsFirst(userId, error))
            _record(new AuditEvent { Action = AuditAction.Refused, RequestId = requestId, UserId = userId, Error = error });
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
        foreach (var happened in counted) _record(happened);
    }

    /// <summary>Records the counted refusals. Repeated calls have no effect.</summary>
    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        Flush();
    }

    private static Action<AuditEvent> RecorderOf(IAuditTrail trail, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var isReported = false;
        return happened =>
        {
            try
            {
                trail.Record(happened);
            }
#pragma warning disable CA1031 // A broken trail must not cost the user the answer, nor the process its timer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!Interlocked.Exchange(ref isReported, true)) logger.RefusalsMissing(e.GetType().Name);
            }
        };
    }

    private bool IsFirst(ProofUserId user, ProofErrorType error)
    {
        bool begins, isFirst;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            (begins, _isOpen) = (!_isOpen, true);
            isFirst = !_further.TryGetValue(user, out var reasons) && _further.Count < MaxUsers;
            if (isFirst) _further.Add(user, []);
            else Count(reasons ?? _others, error);
        }

        if (begins) Begin();
        return isFirst;
    }

    // Outside of the lock: the timer comes from the clock, which may be foreign code.
    private void Begin()
    {
        var timer = _time.CreateTimer(static refusals => ((RefusalAudit)refusals!).Flush(), this, _window, Timeout.InfiniteTimeSpan);
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
            Detail = $"Further refusals within {_window}: {string.Join(", ", most.Select(reason => $"{reason.Key} {reason.Value}"))}.",
        };
    }

    private AuditEvent OfReason(ProofErrorType reason, long count) => new()
    {
        Action = AuditAction.Refused,
        Error = reason,
        Count = count,
        Detail = $"Refusals of users after the first {MaxUsers} within {_window}.",
    };

    private static void Count(Dictionary<ProofErrorType, long> reasons, ProofErrorType error) =>
        reasons[error] = reasons.GetValueOrDefault(error) + 1;
}
