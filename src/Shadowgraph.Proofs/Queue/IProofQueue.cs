namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// Owns order, aging, capacity, removal and position of what waits. Implementations are thread-safe. The pipeline is the only one who
/// takes items, and tells itself when there is something to take.
/// </summary>
public interface IProofQueue
{
    /// <summary>The most items that wait, at least 1.</summary>
    int Capacity { get; }

    /// <summary>Puts an item in line.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancelled, the item is not in line.</param>
    /// <returns>False if the queue is full.</returns>
    /// <exception cref="ArgumentException">An item of this id is there already, or its priority is not defined.</exception>
    ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default);

    /// <summary>The item whose turn it is, left where it is; null if none waits.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes an item out of line, whether it is its turn or not.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was there.</returns>
    ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Raises an item's priority. It keeps the time it came at; a lower priority than it has changes nothing.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="priority">The priority to raise it to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="ArgumentException">The priority is not defined.</exception>
    ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default);

    /// <summary>How many items are before this one, 0 if it is its turn; null if it is not there.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How many items wait.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);
}
