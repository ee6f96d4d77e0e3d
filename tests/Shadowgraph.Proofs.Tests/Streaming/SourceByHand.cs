using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Tests.Streaming;

/// <summary>A source with reports made by the test, and a count of watches.</summary>
internal sealed class SourceByHand(ProofUserId user) : IProgressSource
{
    private readonly Lock _lock = new();
    private readonly List<Channel<ProofProgress>> _watches = [];
    private int _begun;

    /// <summary>The number of watches so far.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>The number of open watches.</summary>
    public int Open
    {
        get
        {
            lock (_lock) return _watches.Count;
        }
    }

    /// <summary>Thrown by <see cref="IsOwnedAsync"/>; null for none.</summary>
    public Exception? Failure { get; set; }

    public void Report(Guid id, long sequence, ProofState state = ProofState.Processing) => Each(watch => watch.TryWrite(new ProofProgress
    {
        RequestId = id,
        Sequence = sequence,
        State = state,
        Stage = ProofStage.Proving,
        Percent = Math.Min(sequence, 100),
        Description = "by hand",
        Attempt = 1,
    }));

    /// <summary>Ends all watches without a last report, or with an exception.</summary>
    public void End(Exception? failure = null) => Each(watch => watch.TryComplete(failure));

    public ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId other, CancellationToken cancellationToken = default) =>
        Failure is null ? new(other == user) : throw Failure;

    public async IAsyncEnumerable<ProofProgress> WatchAsync(
        Guid id, ProofUserId other, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watch = Channel.CreateBounded<ProofProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Interlocked.Increment(ref _begun);
        lock (_lock) _watches.Add(watch);
        try
        {
            await foreach (var report in watch.Reader.ReadAllAsync(cancellationToken)) yield return report;
        }
        finally
        {
            lock (_lock) _watches.Remove(watch);
        }
    }

    public ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId other, CancellationToken cancellationToken = default) => new((ProofResult?)null);

    private void Each(Action<ChannelWriter<ProofProgress>> act)
    {
        lock (_lock)
        {
            foreach (var watch in _watches) act(watch.Writer);
        }
    }
}
