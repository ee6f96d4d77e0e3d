using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Tests.Streaming;

/// <summary>Requests whose reports the test makes, with a count of how often they are watched.</summary>
internal sealed class SourceByHand(ProofUserId user) : IProgressSource
{
    private readonly Lock _lock = new();
    private readonly List<Channel<ProofProgress>> _watches = [];
    private int _begun;

    /// <summary>How often anything was watched.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Watches that go on.</summary>
    public int Open
    {
        get
        {
            lock (_lock) return _watches.Count;
        }
    }

    /// <summary>Thrown when the owner is asked for; null for none.</summary>
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

    /// <summary>Ends all watches: as one that was forgotten, or with an exception.</summary>
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
