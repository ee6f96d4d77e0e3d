using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Brings entries to a sink, which may throw, hang or be slow: a bounded queue, and a loop that hands over what is in it. Once the queue was
/// full, everything is lost until it is half empty: so there is one gap, with two ends, and not many small ones.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A sink that hangs may still hold the token; it holds only memory.")]
internal sealed class AuditPump
{
    private const int MostAtOnce = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<AuditEntry> _queue;
    private readonly List<AuditEntry> _batch = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly IAuditSink _sink;
    private readonly string _name;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<AuditPump> _resume;
    private readonly ITimer _watch;
    private readonly Task _loop;
    private readonly Lock _gate = new();
    private readonly List<(long Number, TaskCompletionSource Taken)> _flushes = [];

    // Entries put into the queue, and of these the ones that the sink has taken. The latter under the gate.
    private long _put;
    private long _taken;

    // Under the trail's lock: the first entry of the gap and its length; 0 if there is none.
    private long _gapFirst;
    private long _gapLength;
    private long _lost;
    private bool _isUnreported;
    private bool _isFailing;

    /// <param name="sink">The sink.</param>
    /// <param name="options">Capacity and patience.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where its faults go.</param>
    /// <param name="resume">Called when there is room again after a loss, to call <see cref="EndGap"/> under the trail's lock.</param>
    public AuditPump(IAuditSink sink, AuditOptions options, TimeProvider time, ILogger logger, Action<AuditPump> resume)
    {
        _sink = sink;
        _name = sink.GetType().Name;
        _options = options;
        _time = time;
        _logger = logger;
        _resume = resume;
        _queue = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(options.SinkCapacity) { SingleReader = true });
        _watch = time.CreateTimer(
            static pump => ((AuditPump)pump!).ReportSlowness(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Entries that were lost.</summary>
    public long LostCount => Volatile.Read(ref _lost);

    /// <summary>Whether a gap has begun that the trail has not recorded. Under the trail's lock.</summary>
    public bool HasNewGap { get; private set; }

    /// <summary>Puts an entry in line, or loses it. Under the trail's lock.</summary>
    public void Offer(AuditEntry entry)
    {
        if (_gapFirst == 0 && _queue.Writer.TryWrite(entry))
        {
            Volatile.Write(ref _put, _put + 1);
            return;
        }

        Interlocked.Increment(ref _lost);
        _gapLength++;
        if (_gapFirst != 0) return;
        Volatile.Write(ref _gapFirst, entry.Sequence);
        HasNewGap = true;
        Volatile.Write(ref _isUnreported, true);
    }

    /// <summary>What the trail records when a gap has begun. Under the trail's lock.</summary>
    public AuditEvent BeginGap()
    {
        HasNewGap = false;
        return new() { Action = AuditAction.EntriesLost, Detail = $"{_name} takes no entries from {_gapFirst} on." };
    }

    /// <summary>What the trail records when the gap has ended. Under the trail's lock.</summary>
    public AuditEvent EndGap()
    {
        var happened = new AuditEvent
        {
            Action = AuditAction.EntriesLost,
            Detail = $"{_name} lost {_gapLength} entries, {_gapFirst} to {_gapFirst + _gapLength - 1}.",
        };
        _gapFirst = _gapLength = 0;
        return happened;
    }

    /// <summary>Logs that a gap has begun, if that is news.</summary>
    public void ReportGap()
    {
        if (Volatile.Read(ref _isUnreported) && Interlocked.Exchange(ref _isUnreported, false))
            _logger.SinkLosesEntries(_options.SinkCapacity, _name);
    }

    /// <summary>Done when the sink has taken all that was put in line before, or the pump was closed.</summary>
    public Task WhenTaken()
    {
        lock (_gate)
        {
            var number = Volatile.Read(ref _put);
            if (_taken >= number || _loop.IsCompleted) return Task.CompletedTask;
            var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _flushes.Add((number, taken));
            return taken.Task;
        }
    }

    /// <summary>Lets the sink take what waits, as long as it may, and leaves it.</summary>
    public async Task CloseAsync()
    {
        await WhenTaken().WaitAsync(_options.SinkFlushTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _queue.Writer.TryComplete();

        // Once it is empty, the account of a gap may have come in.
        if (WhenTaken().IsCompleted)
            await _loop.WaitAsync(_options.SinkFlushTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var left = Volatile.Read(ref _put) - Interlocked.Read(ref _taken);
        if (left > 0)
        {
            // Whoever hangs on this token may throw or block.
            Forget(_closing.CancelAsync());
            Interlocked.Add(ref _lost, left);
            _logger.SinkLeftBehind(_name, left);
        }

        await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            _batch.Clear();
            while (_batch.Count < MostAtOnce && _queue.Reader.TryRead(out var entry)) _batch.Add(entry);
            if (!await HandOverAsync([.. _batch]).ConfigureAwait(false)) break;
            EndFlushes(_batch.Count);
            if (Volatile.Read(ref _gapFirst) == 0 || _queue.Reader.Count > _options.SinkCapacity / 2) continue;
            var before = LostCount;
            _resume(this);
            _logger.SinkTakesEntriesAgain(_name, before);
        }

        EndFlushes(long.MaxValue / 2);
    }

    /// <returns>False if the pump was closed.</returns>
    private async ValueTask<bool> HandOverAsync(AuditEntry[] batch)
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _watch.Change(_options.SinkFlushTimeout, Timeout.InfiniteTimeSpan);
                var writing = _sink.WriteAsync(batch, _closing.Token);
                if (writing.IsCompletedSuccessfully) writing.GetAwaiter().GetResult();
                else await WaitAsync(writing.AsTask()).ConfigureAwait(false);
                _isFailing = false;
                return true;
            }
#pragma warning disable CA1031 // The sink is the host's: it is asked again.
            catch (Exception e) when (!_closing.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (!_isFailing) _logger.SinkFailed(_name, e.GetType().Name, Pause);
                _isFailing = true;
                await Task.Delay(Pause, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (_closing.IsCancellationRequested)
            {
                return false;
            }
            finally
            {
                _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        return false;
    }

    private async Task WaitAsync(Task writing)
    {
        try
        {
            await writing.WaitAsync(_closing.Token).ConfigureAwait(false);
        }
        finally
        {
            Forget(writing);
        }
    }

    // Should it fail when nobody waits for it any more, that counts as seen.
    private static void Forget(Task task)
    {
        _ = task.ContinueWith(
            static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void EndFlushes(long count)
    {
        lock (_gate)
        {
            _taken += count;
            for (var i = _flushes.Count - 1; i >= 0; i--)
            {
                if (_flushes[i].Number > _taken) continue;
                _flushes[i].Taken.TrySetResult();
                _flushes.RemoveAt(i);
            }
        }
    }

    private void ReportSlowness() => _logger.SinkTooSlow(_name, _options.SinkFlushTimeout);
}
