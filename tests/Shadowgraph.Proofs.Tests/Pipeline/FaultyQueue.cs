using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A queue that fails as often as it is told to.</summary>
internal sealed class FaultyQueue : IProofQueue
{
    private readonly ProofQueue _sound = new(new ProofQueueOptions(), TimeProvider.System);
    private int _peekFaults;
    private int _removeFaults;
    private int _raiseFaults;

    /// <summary>How many calls still fail.</summary>
    public int PeekFaults
    {
        get => _peekFaults;
        init => _peekFaults = value;
    }

    /// <inheritdoc cref="PeekFaults"/>
    public int RemoveFaults
    {
        get => _removeFaults;
        init => _removeFaults = value;
    }

    /// <inheritdoc cref="PeekFaults"/>
    public int RaiseFaults
    {
        get => _raiseFaults;
        init => _raiseFaults = value;
    }

    /// <summary>Whether it throws, instead of returning a task that failed.</summary>
    public bool ThrowsAtOnce { get; init; }

    public int Capacity => _sound.Capacity;

    public ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default) =>
        _sound.TryEnqueueAsync(item, cancellationToken);

    public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default) =>
        Fails(ref _peekFaults) ? Fail<ProofQueueItem?>() : _sound.PeekAsync(cancellationToken);

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default) =>
        Fails(ref _removeFaults) ? Fail<bool>() : _sound.RemoveAsync(id, cancellationToken);

    public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default) =>
        Fails(ref _raiseFaults) ? Fail<bool>() : _sound.RaiseAsync(id, priority, cancellationToken);

    public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default) => Fail<int?>();

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => Fail<int>();

    private static bool Fails(ref int faults)
    {
        if (Volatile.Read(ref faults) == 0) return false;
        Interlocked.Decrement(ref faults);
        return true;
    }

    private ValueTask<T> Fail<T>()
    {
        var fault = new InvalidOperationException("A queue's own fault.");
        return ThrowsAtOnce ? throw fault : ValueTask.FromException<T>(fault);
    }
}
