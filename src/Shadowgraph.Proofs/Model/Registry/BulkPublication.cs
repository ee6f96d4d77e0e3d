using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Reads changes, prepares them in batches on several threads, and reports progress. Used for a single publication.</summary>
internal sealed class BulkPublication(PublicationOptions options, IProgress<PublicationProgress>? progress)
{
    /// <summary>Changes and attestations per batch: some milliseconds of work for a thread, with nearly full vector lanes.</summary>
    private const int PartChanges = 256;

    private const int PartAttestations = 4096;

    private readonly long _start = options.TimeProvider.GetTimestamp();
    private readonly Queue<Task<PreparedChange[]>> _running = [];
    private readonly Dictionary<EvmAddress, long> _positions = [];
    private readonly List<PreparedChange> _prepared = [];
    private List<RegistryChange> _part = [];
    private long _read;

    /// <summary>The maximum number of threads.</summary>
    public int Degree { get; } = Parallelism.DegreeOf(options.MaxThreads);

    /// <summary>The number of attestations hashed so far.</summary>
    public long Attestations { get; private set; }

    /// <summary>Reads and prepares all changes. After completion, successful or not, no background work is left.</summary>
    /// <exception cref="RegistryChangeException">A change is not valid, or the second of its account.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<PreparedChange>> PrepareAsync(
        IAsyncEnumerable<RegistryChange> changes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var attestations = 0;
            await foreach (var change in changes.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(change);
                attestations += change.Attestations is { } all && all.TryGetNonEnumeratedCount(out var count) ? count : 1;
                if (_part.Count < PartChanges && attestations < PartAttestations) continue;
                attestations = 0;
                await StartPartAsync(stop.Token).ConfigureAwait(false);
            }

            if (_part.Count > 0) await StartPartAsync(stop.Token).ConfigureAwait(false);
            while (_running.Count > 0) await TakeOldestAsync().ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (Task part in _running) await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return _prepared;
    }

    /// <summary>Reports the progress.</summary>
    public void Report(PublicationStage stage)
    {
        if (progress is null) return;
        var elapsed = options.TimeProvider.GetElapsedTime(_start);
        var left = options.ExpectedChanges is { } expected && _prepared.Count > 0
            ? elapsed * (Math.Max(0, expected - _prepared.Count) / (double)_prepared.Count)
            : (TimeSpan?)null;
        progress.Report(new()
        {
            Stage = stage,
            Changes = _prepared.Count,
            Attestations = Attestations,
            Elapsed = elapsed,
            TimeLeft = stage == PublicationStage.Preparing ? left : TimeSpan.Zero,
        });
    }

    private void Add(RegistryChange? change)
    {
        if (change is null) throw new RegistryChangeException(_read, "change", "is null. Omit the change.");
        if (!_positions.TryAdd(change.Account, _read))
        {
            throw new RegistryChangeException(
                _read,
                "account",
                $"is {change.Account}, which changes[{_positions[change.Account]}] changes already. "
                + "Change a subject once in a publication, with all of its attestations.");
        }

        _part.Add(change);
        _read++;
    }

    private async Task StartPartAsync(CancellationToken cancellationToken)
    {
        if (_running.Count == Degree) await TakeOldestAsync().ConfigureAwait(false);
        var (part, first) = (_part, _read - _part.Count);
        _part = new(PartChanges);
        _running.Enqueue(Task.Run(() => ChangePreparation.Prepare(part, first, cancellationToken), cancellationToken));
    }

    private async Task TakeOldestAsync()
    {
        var part = await _running.Peek().ConfigureAwait(false);
        _ = _running.Dequeue();
        _prepared.AddRange(part);
        foreach (var change in part) Attestations += change.Bundle?.Attestations.Length ?? 0;
        Report(PublicationStage.Preparing);
    }
}
