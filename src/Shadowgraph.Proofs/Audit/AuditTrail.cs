using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The latest entries in two rings, for refusals and for everything else, each chained by hashes on arrival; and queues of both for each sink.
/// Thread-safe: a single lock, held for the time of a hash, and never while foreign code runs.
/// </summary>
internal sealed class AuditTrail : IAuditTrail, IDisposable, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly byte[] _key;
    private readonly AuditRing _main;
    private readonly AuditRing _refusals;
    private readonly AuditDelivery[] _deliveries;
    private long _order;

    public AuditTrail(AuditOptions options, IEnumerable<IAuditSink> sinks, TimeProvider time, ILogger logger)
    {
        _time = time;
        _key = options.Key.ToArray();
        _main = new AuditRing(AuditSeries.Main, options.Capacity, _key);
        _refusals = new AuditRing(AuditSeries.Refusals, options.Capacity, _key);
        _deliveries = [.. sinks.Select(sink => new AuditDelivery(sink, options, time, logger, Resume))];
    }

    public AuditAnchor Anchor
    {
        get
        {
            lock (_lock) return _main.Anchor;
        }
    }

    public AuditAnchor Head
    {
        get
        {
            lock (_lock) return _main.Head;
        }
    }

    public AuditAnchor RefusalHead
    {
        get
        {
            lock (_lock) return _refusals.Head;
        }
    }

    public long LostCount => _deliveries.Sum(delivery => delivery.LostCount);

    public void Record(in AuditEvent happened)
    {
        Check(happened);
        var cleaned = happened.Detail is { } detail
            ? happened with { Detail = ErrorText.Clean(detail, AuditEvent.MaxDetailLength) }
            : happened;
        var at = _time.GetUtcNow().ToUniversalTime();
        lock (_lock) Append(happened.Action == AuditAction.Refused ? _refusals : _main, at, cleaned);
        foreach (var delivery in _deliveries) delivery.ReportGap();
    }

    public IReadOnlyList<AuditEntry> Recent(int count = int.MaxValue) => Latest(Snapshot().Main, count);

    public IReadOnlyList<AuditEntry> RecentRefusals(int count = int.MaxValue) => Latest(Snapshot().Refusals, count);

    public IReadOnlyList<AuditEntry> GetByRequest(Guid requestId) => Find(entry => entry.RequestId == requestId);

    public IReadOnlyList<AuditEntry> GetByUser(ProofUserId userId) => Find(entry => entry.UserId == userId);

    public AuditVerification Verify() => AuditVerifier.Verify(Export(), _key);

    public Task ExportAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Export().WriteAsync(stream, cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        Task[] flushes;
        lock (_lock) flushes = [.. _deliveries.Select(delivery => delivery.WhenTaken())];
        await Task.WhenAll(flushes).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_deliveries.Select(delivery => delivery.CloseAsync())).ConfigureAwait(false);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static void Check(in AuditEvent happened)
    {
        if (!Enum.IsDefined(happened.Action))
            throw new ArgumentOutOfRangeException(nameof(happened), happened.Action, "Expected a defined action.");
        if (happened.Error is { } error && !Enum.IsDefined(error))
            throw new ArgumentOutOfRangeException(nameof(happened), error, "Expected a defined type of error.");
        ArgumentOutOfRangeException.ThrowIfNegative(happened.Attempt, nameof(happened));
        ArgumentOutOfRangeException.ThrowIfNegative(happened.Count, nameof(happened));
    }

    private static IReadOnlyList<AuditEntry> Latest(AuditSegment segment, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var entries = segment.Entries;
        return count < entries.Count ? [.. entries.Skip(entries.Count - count)] : entries;
    }

    private AuditEntry[] Find(Func<AuditEntry, bool> which)
    {
        var (main, refusals) = Snapshot();
        return [.. main.Entries.Concat(refusals.Entries).Where(which).OrderBy(entry => entry.Order)];
    }

    private AuditExport Export()
    {
        var (main, refusals) = Snapshot();
        return AuditExport.Of(main, refusals, _key);
    }

    private (AuditSegment Main, AuditSegment Refusals) Snapshot()
    {
        lock (_lock) return (_main.ToSegment(), _refusals.ToSegment());
    }

    // Under the lock.
    private void Append(AuditRing ring, DateTimeOffset at, in AuditEvent happened)
    {
        var entry = ring.Append(++_order, at, happened);
        foreach (var delivery in _deliveries) delivery.Offer(entry);

        // Only after the entry is in all queues, so that every sink receives all entries in order.
        foreach (var delivery in _deliveries)
        {
            if (delivery.HasNewGap(ring.Series)) Append(ring, at, delivery.BeginGap(ring.Series));
        }
    }

    // Resumes delivery to a sink that lost entries of a series.
    private void Resume(AuditDelivery delivery, AuditSeries series)
    {
        var at = _time.GetUtcNow().ToUniversalTime();
        lock (_lock) Append(series == AuditSeries.Main ? _main : _refusals, at, delivery.EndGap(series));
    }
}
