namespace Shadowgraph.Proofs.Queue;

/// <summary>A waiting item of <see cref="ProofQueue"/>, with its key in the order and its neighbours in a line.</summary>
/// <param name="item">The item.</param>
/// <param name="sequence">The order of items with the same key.</param>
/// <param name="arrival">The timestamp of the arrival.</param>
/// <param name="key">Arrival minus advance: the smallest key is next. 128 bits, so that no interval and no clock can overflow.</param>
internal sealed class QueueEntry(ProofQueueItem item, long sequence, long arrival, Int128 key)
{
    public static IComparer<QueueEntry> Order { get; } = Comparer<QueueEntry>.Create(static (left, right) => left.CompareTo(right));

    public ProofQueueItem Item => item;

    public long Sequence => sequence;

    public long Arrival => arrival;

    /// <summary>The line; null outside of a line.</summary>
    public ArrivalLine? Line { get; set; }

    public QueueEntry? Previous { get; set; }

    public QueueEntry? Next { get; set; }

    private Int128 Key => key;

    public bool IsBefore(QueueEntry other) => CompareTo(other) < 0;

    private int CompareTo(QueueEntry other) => key.CompareTo(other.Key) is var order and not 0 ? order : sequence.CompareTo(other.Sequence);
}
