using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>Hashes changes that arrive while others are hashed together, in vector lanes. A change that arrives alone is hashed at once.
/// Thread-safe.</summary>
internal sealed class GroupHashing
{
    /// <summary>The longest chain that shares lanes, in blocks: a short chain waits for the longest chain of the group.</summary>
    private const int MostBlocks = 8;

    /// <summary>The maximum number of changes that are hashed together: some milliseconds.</summary>
    private const int MostAtOnce = 64;

    private readonly Lock _lock = new();
    private readonly Queue<ArrivedChange> _arrived = [];
    private int _running;

    /// <summary>Hashes a change, on this thread or on the thread that hashes at present.</summary>
    public Task<PreparedChange> HashAsync(QuantizedChange change)
    {
        if (BundleHashing.EvidenceBlocks(change.Attestations.Length) is 0 or > MostBlocks) return Task.FromResult(ChangePreparation.Hash([change], CancellationToken.None)[0]);
        var arrived = new ArrivedChange(change);
        lock (_lock)
        {
            _arrived.Enqueue(arrived);

            // A further thread pays for full lanes only: before, the threads that bring changes would hash one change each.
            if (_running > 0 && (_arrived.Count < PoseidonLanes.Count || _running >= Environment.ProcessorCount)) return arrived.Hashed;
            _running++;
        }

        HashArrived();
        return arrived.Hashed;
    }

    /// <summary>Hashes all changes that have arrived, and leaves changes that arrive meanwhile to another thread: the caller's own change need not
    /// wait.</summary>
    private void HashArrived()
    {
        var group = new List<ArrivedChange>();
        lock (_lock)
        {
            while (group.Count < MostAtOnce && _arrived.TryDequeue(out var next)) group.Add(next);
        }

        try
        {
            var prepared = ChangePreparation.Hash([.. group.Select(arrived => arrived.Change)], CancellationToken.None);
            for (var i = 0; i < prepared.Length; i++) group[i].Complete(prepared[i]);
        }
        catch (Exception e)
        {
            foreach (var arrived in group) arrived.Fail(e);
        }

        lock (_lock)
        {
            if (_arrived.Count == 0)
            {
                _running--;
                return;
            }
        }

        _ = Task.Run(HashArrived);
    }

    private sealed class ArrivedChange(QuantizedChange change)
    {
        private readonly TaskCompletionSource<PreparedChange> _hashed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public QuantizedChange Change { get; } = change;

        public Task<PreparedChange> Hashed => _hashed.Task;

        public void Complete(PreparedChange prepared) => _hashed.SetResult(prepared);

        public void Fail(Exception problem) => _hashed.TrySetException(problem);
    }
}
