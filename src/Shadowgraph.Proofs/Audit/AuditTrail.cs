using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The latest entries in a ring, chained by their hashes as they come; and a queue for each sink. Thread-safe: one lock, held for the time of
/// a hash, and never while anybody else's code runs.
/// </summary>
internal sealed class AuditTrail : IAuditTrail, IDisposable, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly byte[] _key;
    private readonly AuditChain _chain;
    private readonly AuditEntry[] _ring;
    private readonly AuditPump[] _pumps;
    private AuditAnchor _anchor;
    private AuditAnchor _head;

    public AuditTrail(AuditOptions options, IEnumerable<IAuditSink> sinks, TimeProvider time, ILogger logger)
    {
        _time = time;
        _key = options.Key.ToArray();
        _chain = new AuditChain(_key);
        _ring = new AuditEntry[options.Capacity];
        _pumps = [.. sinks.Select(sink => new AuditPump(sink, options, time, logger, Resume))];
    }

    public AuditAnchor Anchor
    {
        get
        {
            lock (_gate) return _anchor;
        }
    }

    public AuditAnchor Head
    {
        get
        {
            lock (_gate) return _head;
        }
    }

    public long LostCount => _pumps.Sum(pump => pump.LostCount);

    public void Record(in AuditEvent happened)
    {
        Check(happened);
        var cleaned = happened.Detail is { } detail
            ? happened with { Detail = ErrorText.Clean(detail, AuditEvent.MaxDetailLength) }
            : happened;
        var at = _time.GetUtcNow().ToUniversalTime();
        lock (_gate) Append(at, cleaned);
        foreach (var pump in _pumps) pump.ReportGap();
    }

    public IReadOnlyList<AuditEntry> Recent(int count = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var entries = Snapshot().Entries;
        return count < entries.Count ? [.. entries.Skip(entries.Count - count)] : entries;
    }

    public IReadOnlyList<AuditEntry> OfRequest(Guid requestId) => [.. Snapshot().Entries.Where(entry => entry.RequestId == requestId)];

    public IReadOnlyList<AuditEntry> OfUser(UserId userId) => [.. Snapshot().Entries.Where(entry => entry.UserId == userId)];

    public AuditVerification Verify() => AuditVerifier.Verify(Snapshot(), _key);

    public Task ExportAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Snapshot().WriteAsync(stream, cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        Task[] flushes;
        lock (_gate) flushes = [.. _pumps.Select(pump => pump.WhenTaken())];
        await Task.WhenAll(flushes).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_pumps.Select(pump => pump.CloseAsync())).ConfigureAwait(false);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static void Check(in AuditEvent happened)
    {
        if (!Enum.IsDefined(happened.Action))
            throw new ArgumentOutOfRangeException(nameof(happened), happened.Action, "Expected a defined action.");
        if (happened.Error is { } error && !Enum.IsDefined(error))
            throw new ArgumentOutOfRangeException(nameof(happened), error, "Expected a defined type of error.");
        ArgumentOutOfRangeException.ThrowIfNegative(happened.Attempt, nameof(happened));
    }

    private AuditExport Snapshot()
    {
        lock (_gate)
        {
            var count = (int)(_head.Sequence - _anchor.Sequence);
            var entries = new AuditEntry[count];
            for (var i = 0; i < count; i++) entries[i] = _ring[(_anchor.Sequence + i) % _ring.Length];
            return new AuditExport(_anchor, entries, _head, _chain.IsKeyed);
        }
    }

    // Under the lock.
    private void Append(DateTimeOffset at, in AuditEvent happened)
    {
        var entry = _chain.Next(_head, at, happened);
        ref var place = ref _ring[_head.Sequence % _ring.Length];
        if (place is not null) _anchor = new AuditAnchor(place.Sequence, place.Digest);
        place = entry;
        _head = new AuditAnchor(entry.Sequence, entry.Digest);
        foreach (var pump in _pumps) pump.Offer(entry);

        // Not before all have it: they are told of everything in order.
        foreach (var pump in _pumps)
        {
            if (pump.HasNewGap) Append(at, pump.BeginGap());
        }
    }

    // Has a sink that lost entries take them again.
    private void Resume(AuditPump pump)
    {
        var at = _time.GetUtcNow().ToUniversalTime();
        lock (_gate) Append(at, pump.EndGap());
    }
}
