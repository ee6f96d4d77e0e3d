namespace Shadowgraph.Proofs;

/// <summary>Publications of single subjects that share a transaction: in preparation, or waiting for the writer.
/// Thread-safe.</summary>
/// <param name="time">The clock for <see cref="LongestWait"/>.</param>
internal sealed class GroupCommit(TimeProvider time)
{
    /// <summary>The time for which a commit waits for publications in preparation. Hashing a dozen attestations takes a fraction of a
    /// millisecond; a publication that takes much longer has a transaction of its own.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2);

    /// <summary>The maximum number of publications per transaction.</summary>
    private const int MostAtOnce = 4096;

    private readonly Lock _lock = new();
    private readonly GroupHashing _hashing = new();
    private readonly LinkedList<WaitingChange> _waiting = [];
    private readonly HashSet<Task> _preparing = [];
    private readonly Dictionary<EvmAddress, Task> _latest = [];
    private bool _isCommitting;

    /// <summary>The number of waiting publications.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>Quantises a change on a thread of the pool, hashes the change, together with changes that arrive at the same time, and adds the result
    /// to the waiting changes, after all earlier changes of the same account.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before a thread was free, or before an earlier change of the account was
    /// prepared.</exception>
    public async Task<WaitingChange> AddAsync(EvmAddress account, Func<QuantizedChange> quantize, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier;
        lock (_lock)
        {
            _preparing.Add(end.Task);
            _latest.TryGetValue(account, out earlier);
            _latest[account] = end.Task;
        }

        try
        {
            var quantized = await Task.Run(quantize, cancellationToken).ConfigureAwait(false);
            var prepared = await _hashing.HashAsync(quantized).ConfigureAwait(false);
            if (earlier is not null) await earlier.WaitAsync(cancellationToken).ConfigureAwait(false);
            return Add(prepared);
        }
        finally
        {
            if (earlier is null or { IsCompleted: true }) End(account, end);
            else _ = earlier.ContinueWith(_ => End(account, end), TaskScheduler.Default);
        }
    }

    /// <summary>Waits until the changes now in preparation are prepared, at most for <see cref="LongestWait"/>: concurrent publications then
    /// share the first transaction too.</summary>
    public async Task WhenPreparedAsync()
    {
        Task[] preparing;
        lock (_lock) preparing = [.. _preparing];
        if (preparing.Length == 0) return;
        using var limit = new CancellationTokenSource();
        await Task.WhenAny(Task.WhenAll(preparing), Task.Delay(LongestWait, time, limit.Token)).ConfigureAwait(false);
        await limit.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Withdraws a change.</summary>
    /// <returns>False if the change is no longer waiting, but part of a transaction.</returns>
    public bool TryWithdraw(WaitingChange change)
    {
        lock (_lock) return _waiting.Remove(change);
    }

    /// <summary>Makes the caller responsible for committing the waiting publications, until <see cref="EndCommit"/>.</summary>
    /// <returns>False if another caller is responsible.</returns>
    public bool TryBeginCommit()
    {
        lock (_lock)
        {
            if (_isCommitting) return false;
            return _isCommitting = true;
        }
    }

    /// <summary>Ends the responsibility, unless publications wait again.</summary>
    /// <returns>False if the caller remains responsible.</returns>
    public bool EndCommit()
    {
        lock (_lock) return !(_isCommitting = _waiting.Count > 0);
    }

    /// <summary>Takes the waiting publications, in order of arrival.</summary>
    public List<WaitingChange> Take()
    {
        lock (_lock)
        {
            var taken = new List<WaitingChange>(Math.Min(_waiting.Count, MostAtOnce));
            while (taken.Count < MostAtOnce && _waiting.First is { } first)
            {
                taken.Add(first.Value);
                _waiting.RemoveFirst();
            }

            return taken;
        }
    }

    private WaitingChange Add(PreparedChange change)
    {
        var waiting = new WaitingChange(change);
        lock (_lock) _waiting.AddLast(waiting);
        return waiting;
    }

    /// <summary>Ends a preparation. With failed or cancelled preparations too, later changes of the account wait for all earlier ones.</summary>
    private void End(EvmAddress account, TaskCompletionSource end)
    {
        lock (_lock)
        {
            _preparing.Remove(end.Task);
            if (_latest[account] == end.Task) _latest.Remove(account);
        }

        end.SetResult();
    }
}
