using System.Threading.Channels;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A queue as one on another machine is: an item is in line, and the answer given, when the test says so.</summary>
internal sealed class SlowQueue : IProofQueue
{
    private static readonly TimeSpan Patience = Wait.Patience;

    private readonly ProofQueue _sound = new(new ProofQueueOptions(), TimeProvider.System);
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>();

    /// <summary>Whether to let items in at once.</summary>
    public bool IsQuick { get; set; }

    public int Capacity => _sound.Capacity;

    /// <summary>Waits for the next item that comes.</summary>
    public async Task<Entry> NextAsync() => await _entries.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default)
    {
        if (IsQuick) return await _sound.TryEnqueueAsync(item, CancellationToken.None);
        var entry = new Entry(this, item);
        _entries.Writer.TryWrite(entry);
        return await entry.Answer.WaitAsync(cancellationToken);
    }

    public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default) => _sound.PeekAsync(cancellationToken);

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default) => _sound.RemoveAsync(id, cancellationToken);

    public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default) =>
        _sound.RaiseAsync(id, priority, cancellationToken);

    public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default) =>
        _sound.PositionAsync(id, cancellationToken);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => _sound.CountAsync(cancellationToken);

    /// <summary>An item that wants to get in.</summary>
    internal sealed class Entry(SlowQueue queue, ProofQueueItem item)
    {
        private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Answer => _answer.Task;

        /// <summary>Puts it in line, and says nothing yet.</summary>
        public async Task PutAsync() => await queue._sound.TryEnqueueAsync(item);

        public void Say(bool isIn) => _answer.TrySetResult(isIn);

        public void Fail() => _answer.TrySetException(new TimeoutException("A queue's own fault."));

        /// <summary>Puts it in line and says so.</summary>
        public async Task LetInAsync()
        {
            await PutAsync();
            Say(true);
        }
    }
}
