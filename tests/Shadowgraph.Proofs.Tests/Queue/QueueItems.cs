using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Queue;

/// <summary>Items for tests of queues, and the order that a queue hands them out in.</summary>
internal static class QueueItems
{
    public static ProofQueueItem Item(ProofPriority priority = ProofPriority.Normal, Guid? id = null) => new()
    {
        Id = id ?? Guid.NewGuid(),
        Priority = priority,
        EnqueuedAt = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
        Circuit = CircuitSize.Medium,
        LinkCount = 2,
        EstimatedBytes = 123_456_789,
        WorkUnits = 118_400,
    };

    /// <summary>Puts items in line that must have room there.</summary>
    public static async Task EnqueueAsync(this IProofQueue queue, params ProofQueueItem[] items)
    {
        foreach (var item in items) Assert.That(await queue.TryEnqueueAsync(item), Is.True);
    }

    /// <summary>Takes whoever's turn it is.</summary>
    public static async Task<ProofQueueItem?> TakeAsync(this IProofQueue queue)
    {
        var next = await queue.PeekAsync();
        if (next is not null) Assert.That(await queue.RemoveAsync(next.Id), Is.True);
        return next;
    }

    public static async Task<List<Guid>> DrainAsync(this IProofQueue queue)
    {
        var order = new List<Guid>();
        while (await queue.TakeAsync() is { } item) order.Add(item.Id);
        return order;
    }
}
