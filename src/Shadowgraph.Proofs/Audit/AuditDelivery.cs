using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Delivers entries to a sink, which may throw, hang or be slow: a bounded queue per series, and a loop that delivers batches, each with entries of a
/// single series.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A sink that hangs may still hold the token; it holds only memory.")]
internal sealed class AuditDelivery
{
    private const int MostAtOnce = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly AuditSeries[] AllSeries = Enum.GetValues<AuditSeries>();

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly AuditQueue[] _queues;
    private readonly long[] _taken;
    private readonly CancellationTokenSource _closing = new();
    private readonly IAuditSink _sink;
    private readonly string _name;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<AuditDelivery, AuditSeries> _resume;
    private readonly ITimer _watch;
    private readonly Task _loop;

    // Guards the numbers of delivered entries per series, and the pending flushes.
    private readonly Lock _lock = new();
    private readonly List<Flush> _flushes = [];
    private bool _isFailing;

    /// <param name="sink">The sink.</param>
    /// <param name="options">Capacity and timeouts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives the sink's faults.</param>
    /// <param name="resume">Called when capacity is free again after a loss, to call <see cref="EndGap"/> under the trail's lock.</param>
    public AuditDelivery(
        IAuditSink sink, AuditOptions options, TimeProvider time, ILogger logger, Action<AuditDelivery, AuditSeries> resume)
    {
        _sink = sink;
        _name = sink.GetType().Name;
        _options = options;
        _time = time;
        _logger = logger;
        _resume = resume;
        _queues = [.. AllSeries.Select(_ => new AuditQueue(_name, options.SinkCapacity))];
        _taken = new long[_queues.Length];
        _watch = time.CreateTimer(
            static delivery => ((AuditDelivery)delivery!).ReportSlowness(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>The number of lost entries.</summary>
    public long LostCount => _queues.Sum(queue => queue.LostCount);

    /// <summary>Whether a gap has begun without an entry in the trail. Under the trail's lock.</summary>
    public bool HasNewGap(AuditSeries series) => QueueOf(series).HasNewGap;

    /// <summary>Enqueues an entry, or loses the entry if the queue is full. Under the trail's lock.</summary>
    public void Offer(AuditEntry entry)
    {
        QueueOf(entry.Series).Offer(entry);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>The trail's entry for the beginning of a gap. Under the trail's lock.</summary>
    public AuditEvent BeginGap(AuditSeries series) => QueueOf(series).BeginGap();

    /// <summary>The trail's entry for the end of a gap. Under the trail's lock.</summary>
    public AuditEvent EndGap(AuditSeries series) => QueueOf(series).EndGap();

    /// <summary>Logs the beginning of a gap, once per gap.</summary>
    public void ReportGap()
    {
        foreach (var queue in _queues)
        {
            if (queue.TakeReport()) _logger.SinkLosesEntries(_options.SinkCapacity, _name);
        }
    }

    /// <summary>Completes when the sink has taken all entries enqueued before, or the delivery is closed.</summary>
    public Task WhenTaken()
    {
        lock (_lock)
        {
            var flush = new Flush([.. _queues.Select(queue => queue.PutCount)]);
            if (flush.IsDone(_taken) || _loop.IsCompleted) return Task.CompletedTask;
            _flushes.Add(flush);
            return flush.Taken.Task;
        }
    }

    /// <summary>Lets the sink take the remaining entries until a timeout, then abandons the sink.</summary>
    public async Task CloseAsync()
    {
        await WhenTaken().WaitAsync(_options.SinkFlushTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var queue in _queues) queue.Close();
        _wake.Writer.TryComplete();

        // The entry about the end of a gap may have been enqueued when the queue ran empty.
        if (WhenTaken().IsCompleted)
            await _loop.WaitAsync(_options.SinkFlushTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var left = LoseWhatIsLeft();
        if (left > 0)
        {
            // Callbacks registered on this token may throw or block.
            Forget(_closing.CancelAsync());
            _logger.SinkLeftBehind(_name, left);
        }

        await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var batch = new List<AuditEntry>();
        bool isOpen;
        do
        {
            isOpen = await _wake.Reader.WaitToReadAsync().ConfigureAwait(false);
            _wake.Reader.TryRead(out _);
            bool any;
            do
            {
                any = false;
                foreach (var series in AllSeries)
                {
                    batch.Clear();
                    QueueOf(series).Take(batch, MostAtOnce);
                    if (batch.Count == 0) continue;
                    any = true;
                    if (!await HandOverAsync([.. batch]).ConfigureAwait(false))
                    {
                        EndAllFlushes();
                        return;
                    }

                    EndFlushes(series, batch.Count);
                    Resume(series);
                }
            }
            while (any);
        }
        while (isOpen);
        EndAllFlushes();
    }

    private void Resume(AuditSeries series)
    {
        if (!QueueOf(series).CanResume) return;
        var before = LostCount;
        _resume(this, series);
        _logger.SinkTakesEntriesAgain(_name, before);
    }

    /// <returns>False if the delivery is closed.</returns>
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
#pragma warning disable CA1031 // A foreign sink: the call is repeated.
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

    // A failure without a waiting caller counts as observed.
    private static void Forget(Task task)
    {
        _ = task.ContinueWith(
            static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void EndFlushes(AuditSeries series, int count)
    {
        lock (_lock)
        {
            _taken[(int)series] += count;
            foreach (var flush in _flushes.Where(flush => flush.IsDone(_taken))) flush.Taken.TrySetResult();
            _flushes.RemoveAll(static flush => flush.Taken.Task.IsCompleted);
        }
    }

    private void EndAllFlushes()
    {
        lock (_lock)
        {
            foreach (var flush in _flushes) flush.Taken.TrySetResult();
            _flushes.Clear();
        }
    }

    private long LoseWhatIsLeft()
    {
        var sum = 0L;
        lock (_lock)
        {
            for (var i = 0; i < _queues.Length; i++)
            {
                var left = _queues[i].PutCount - _taken[i];
                _queues[i].Lose(left);
                _taken[i] += left;
                sum += left;
            }
        }

        return sum;
    }

    private AuditQueue QueueOf(AuditSeries series) => _queues[(int)series];

    private void ReportSlowness() => _logger.SinkTooSlow(_name, _options.SinkFlushTimeout);

    /// <param name="numbers">The required number of delivered entries of each series.</param>
    private sealed class Flush(long[] numbers)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDone(long[] taken)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                if (taken[i] < numbers[i]) return false;
            }

            return true;
        }
    }
}
