namespace Shadowgraph.Proofs.Limits;

/// <summary>
/// Remembers when each user took the permits of the last window: within no window, wherever it begins, are more granted than may be.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The users are kept in the order in which they last took a permit, so those whose permits have all left the window are found at the
/// front. Each call drops two of them at most; a timer that runs only while somebody is remembered, and does not keep the limiter alive,
/// drops those that no call has. Every permit is added once and dropped once: a call costs O(1), amortised, and who has been idle for a
/// window costs no memory.
/// </para>
/// <para>Time is <see cref="TimeProvider.GetTimestamp"/>: setting the clock has no effect.</para>
/// </remarks>
public sealed class SlidingWindowLimiter : IRateLimiter, IDisposable
{
    /// <summary>Users that are dropped at a time, for the lock to be free in between.</summary>
    private const int Bite = 1024;

    /// <summary>As long as a timer can wait.</summary>
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

    /// <summary>A limiter that has granted nothing yet.</summary>
    /// <param name="options">Read once, here.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The permits are negative, or the window is not longer than zero.</exception>
    public SlidingWindowLimiter(RateLimitOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Permits);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Window, TimeSpan.Zero);
        _time = time ?? TimeProvider.System;
        _permits = options.Permits;
        _limitMissingUser = options.LimitMissingUser;

        // Rounded up, as is what is told to those who are to come back: who comes then is never early.
        _window = Scale(options.Window.Ticks, _time.TimestampFrequency, TimeSpan.TicksPerSecond);
        _rest = TimeSpan.FromTicks(
            Math.Clamp(options.Window.Ticks / 64, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond));
        _timer = _time.CreateTimer(
            TimerFired, new WeakReference<SlidingWindowLimiter>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many users are remembered.</summary>
    internal int UserCount
    {
        get
        {
            lock (_lock) return _users.Count;
        }
    }

    /// <summary>For how many users there is room without another allocation: what they cost once they have left.</summary>
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

    /// <summary>Ends the limiter: what it remembered is forgotten, and every later call about a limited user throws.</summary>
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

    /// <summary>Called by the timer, which holds the limiter no more strongly than this.</summary>
    private static void TimerFired(object? state)
    {
        if (((WeakReference<SlidingWindowLimiter>)state!).TryGetTarget(out var limiter)) limiter.DropAllIdle();
    }

    /// <summary>A permit that has left the window changes nothing.</summary>
    private ValueTask GiveBack(ProofUserId user, long permit)
    {
        lock (_lock)
        {
            if (Find(user, Now()) is { } known && known.Value.Grants.Remove(permit) && known.Value.Grants.Count == 0) Forget(known);
        }

        return ValueTask.CompletedTask;
    }

    private bool IsLimited(ProofUserId user) => _permits > 0 && (_limitMissingUser || !user.IsNone);

    // A clock that went back would let permits leave the window in another order than they came.
    private long Now()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _now = Math.Max(_now, _time.GetTimestamp());
    }

    /// <summary>A user who has permits within the window.</summary>
    private LinkedListNode<UserWindow>? Find(ProofUserId user, long now)
    {
        if (!_users.TryGetValue(user, out var known)) return null;
        known.Value.Grants.DropUntil(now - _window);
        if (known.Value.Grants.Count > 0) return known;
        Forget(known);
        return null;
    }

    /// <returns>Whether there may be more of them.</returns>
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

        // A dictionary does not shrink by itself. Done when only an eighth of it is full, down to twice what is left, it costs O(1)
        // amortised.
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

    /// <summary>Not under the lock: the timer is the clock's, which may be anybody's.</summary>
    private void Set(TimeSpan wait) => _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);

    private TimeSpan TimeUntilLeft(long taken, long now) => Duration(taken + _window - now);

    private TimeSpan Duration(long stamps) => TimeSpan.FromTicks(Scale(stamps, TimeSpan.TicksPerSecond, _time.TimestampFrequency));

    /// <summary>Rounded up, and at most a quarter of what a number can hold, so that sums of two do not overflow.</summary>
    private static long Scale(long value, long numerator, long denominator) =>
        (long)Int128.Min(((Int128)value * numerator + denominator - 1) / denominator, long.MaxValue / 4);
}
