namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// A queue of waiting proofs: order, aging, capacity, removal and position. Implementations are thread-safe. Only the pipeline takes items, and keeps
/// track of available items without a notification by the queue.
/// </summary>
public interface IProofQueue
{
    /// <summary>The maximum number of waiting items, at least 1.</summary>
    int Capacity { get; }

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">After a cancellation the item is not in the queue.</param>
    /// <returns>False if the queue is full.</returns>
    /// <exception cref="ArgumentException">The queue already has an item with this id, or the priority is not defined.</exception>
    ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default);

    /// <summary>The next item, which stays in the queue; null for an empty queue.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes an item at any position.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if the queue has no such item.</returns>
    ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Raises an item's priority. The arrival time stays the same; a lower priority than the current has no effect.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="priority">The new priority.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if the queue has no such item.</returns>
    /// <exception cref="ArgumentException">The priority is not defined.</exception>
    ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default);

    /// <summary>The number of items ahead of an item, 0 for the next item; null if the queue has no such item.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The number of waiting items.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);
}
