namespace Shadowgraph.Proofs;

/// <summary>Publications of single subjects that share a transaction: in preparation, or waiting for the writer.
/// Thread-safe.</summary>
/// <param name="time">The clock for <see cref="LongestWait"/>.</param>
internal sealed class GroupCommit(TimeProvider time)
{
    /// <summary>The time for which a commit waits for publications in preparation. Hashing a dozen attestations takes a quarter of a
    /// millisecond; a publication that takes much longer has a transaction of its own.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2);

    /// <summary>The maximum number of publications per transaction.</summary>
    private const int MostAtOnce = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<WaitingChange> _waiting = [];
    private readonly HashSet<Task> _preparing = [];

    /// <summary>The number of waiting publications.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>Prepares a change on a thread of the pool, and adds it to the waiting changes.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before a thread was free.</exception>
    public async Task<WaitingChange> AddAsync(Func<PreparedChange> prepare, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _preparing.Add(end.Task);
        try
        {
            return Add(await Task.Run(prepare, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            lock (_lock) _preparing.Remove(end.Task);
            end.SetResult();
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

    /// <summary>Adds a change to the waiting changes.</summary>
    public WaitingChange Add(PreparedChange change)
    {
        var waiting = new WaitingChange(change);
        lock (_lock) _waiting.AddLast(waiting);
        return waiting;
    }

    /// <summary>Withdraws a change.</summary>
    /// <returns>False if the change is no longer waiting, but part of a transaction.</returns>
    public bool TryWithdraw(WaitingChange change)
    {
        lock (_lock) return _waiting.Remove(change);
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
}
