namespace Shadowgraph.Proofs.Limits;

/// <summary>
/// A sliding window log: stores the acquisition times of each user's permits within the window, so that no window, wherever placed, has more permits
/// than the limit. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Users are ordered by their latest permit, so users without any permit in the window are at the front. Each call removes at most two such users; a
/// timer removes the rest. The timer runs only while users are stored, and does not keep the limiter alive. Every permit is added once and removed
/// once: a call costs O(1) amortised, and a user idle for a window costs no memory.
/// </para>
/// <para>Time is <see cref="TimeProvider.GetTimestamp"/>: setting the clock has no effect.</para>
/// </remarks>
public sealed class SlidingWindowLimiter : IRateLimiter, IDisposable
{
    /// <summary>The number of users removed per acquisition of the lock, so that callers can enter in between.</summary>
    private const int Bite = 1024;

    /// <summary>The maximum of a timer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private static readonly PermitLease Unlimited = PermitLease.Acquired();

    private readonly Lock _lock = new();
    private readonly Dictionary<ProofUserId, LinkedListNode<UserWindow>> _users = [];
    private readonly LinkedList<UserWindow> _byLastTaken = new();
    private readonly TimeProvider _time;
    private readonly int _permits;
    private readonly bool _limitMissingUser;
    private readonly long _window;
    private readonly TimeSpan _rest;
    private readonly ITimer _timer;
    private bool _timerRuns;
    private bool _disposed;
    private long _now = long.MinValue;
    private long _lastPermit;

    /// <summary>Creates a limiter without any permits taken.</summary>
    /// <param name="options">Read once, at construction.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The permits are negative, or the window is not longer than zero.</exception>
    public SlidingWindowLimiter(RateLimitOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Permits);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Window, TimeSpan.Zero);
        _time = time ?? TimeProvider.System;
        _permits = options.Permits;
        _limitMissingUser = options.LimitMissingUser;

        // Rounded up, like RetryAfter: a caller that waits for RetryAfter is never too early.
        _window = Scale(options.Window.Ticks, _time.TimestampFrequency, TimeSpan.TicksPerSecond);
        _rest = TimeSpan.FromTicks(
            Math.Clamp(options.Window.Ticks / 64, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond));
        _timer = _time.CreateTimer(
            TimerFired, new WeakReference<SlidingWindowLimiter>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of stored users.</summary>
    internal int UserCount
    {
        get
        {
            lock (_lock) return _users.Count;
        }
    }

    /// <summary>The allocated capacity, in users, which remains allocated for some time after users are removed.</summary>
    internal int Capacity
    {
        get
        {
            lock (_lock) return _users.Capacity;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The limiter was disposed.</exception>
    public ValueTask<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<PermitLease>(cancellationToken);
        if (!IsLimited(user)) return ValueTask.FromResult(Unlimited);

        long permit;
        bool startsTimer;
        lock (_lock)
        {
            var now = Now();
            DropIdle(now, 2);
            if (Find(user, now) is { } known)
            {
                if (known.Value.Grants.Count >= _permits)
                    return ValueTask.FromResult(PermitLease.Refused(TimeUntilLeft(known.Value.Grants.Oldest, now)));
                _byLastTaken.Remove(known);
            }
            else
            {
                known = new LinkedListNode<UserWindow>(new UserWindow(user));
                _users.Add(user, known);
            }

            permit = ++_lastPermit;
            known.Value.Grants.Add(permit, now);
            _byLastTaken.AddLast(known);
            startsTimer = !_timerRuns;
            _timerRuns = true;
        }

        if (startsTimer) Set(Duration(_window));
        return ValueTask.FromResult(PermitLease.Acquired(_ => GiveBack(user, permit)));
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The limiter was disposed.</exception>
    public ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int?>(cancellationToken);
        if (!IsLimited(user)) return ValueTask.FromResult<int?>(null);
        lock (_lock) return ValueTask.FromResult<int?>(_permits - (Find(user, Now())?.Value.Grants.Count ?? 0));
    }

    /// <summary>Disposes the limiter: all permits are forgotten, and later calls for a limited user throw.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _users.Clear();
            _users.TrimExcess();
            _byLastTaken.Clear();
        }

        _timer.Dispose();
    }

    /// <summary>Called by the timer, which refers to the limiter only by a weak reference.</summary>
    private static void TimerFired(object? state)
    {
        if (((WeakReference<SlidingWindowLimiter>)state!).TryGetTarget(out var limiter)) limiter.DropAllIdle();
    }

    /// <summary>Returning a permit outside the window has no effect.</summary>
    private ValueTask GiveBack(ProofUserId user, long permit)
    {
        lock (_lock)
        {
            if (Find(user, Now()) is { } known && known.Value.Grants.Remove(permit) && known.Value.Grants.Count == 0) Forget(known);
        }

        return ValueTask.CompletedTask;
    }

    private bool IsLimited(ProofUserId user) => _permits > 0 && (_limitMissingUser || !user.IsNone);

    // Monotonic: if the clock went back, permits would leave the window in a different order.
    private long Now()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _now = Math.Max(_now, _time.GetTimestamp());
    }

    /// <summary>A user with permits within the window.</summary>
    private LinkedListNode<UserWindow>? Find(ProofUserId user, long now)
    {
        if (!_users.TryGetValue(user, out var known)) return null;
        known.Value.Grants.DropUntil(now - _window);
        if (known.Value.Grants.Count > 0) return known;
        Forget(known);
        return null;
    }

    /// <returns>Whether more idle users may remain.</returns>
    private bool DropIdle(long now, int most)
    {
        for (; most > 0; most--)
        {
            if (_byLastTaken.First is not { } first || first.Value.Grants.Newest > now - _window) return false;
            Forget(first);
        }

        return true;
    }

    private void Forget(LinkedListNode<UserWindow> known)
    {
        _byLastTaken.Remove(known);
        _users.Remove(known.Value.User);

        // A dictionary does not shrink automatically. Trimming to twice the count, when at most an eighth is used, costs O(1) amortised.
        if (_users.Capacity > Bite && _users.Count <= _users.Capacity / 8) _users.TrimExcess(2 * _users.Count);
    }

    private void DropAllIdle()
    {
        TimeSpan wait;
        while (true)
        {
            lock (_lock)
            {
                if (_disposed) return;
                var now = Now();
                if (DropIdle(now, Bite)) continue;
                if (_byLastTaken.First is not { } first)
                {
                    _timerRuns = false;
                    return;
                }

                wait = TimeUntilLeft(first.Value.Grants.Newest, now);
                break;
            }
        }

        Set(wait < _rest ? _rest : wait);
    }

    /// <summary>Not under the lock: the timer belongs to the TimeProvider, which may be foreign code.</summary>
    private void Set(TimeSpan wait) => _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);

    private TimeSpan TimeUntilLeft(long taken, long now) => Duration(taken + _window - now);

    private TimeSpan Duration(long stamps) => TimeSpan.FromTicks(Scale(stamps, TimeSpan.TicksPerSecond, _time.TimestampFrequency));

    /// <summary>Rounded up, and at most a quarter of the range, so that the sum of two values does not overflow.</summary>
    private static long Scale(long value, long numerator, long denominator) =>
        (long)Int128.Min(((Int128)value * numerator + denominator - 1) / denominator, long.MaxValue / 4);
}
