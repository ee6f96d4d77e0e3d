using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// Delivers events to foreign code: one call at a time, in order, on a thread of the pool for which no request waits. A call that throws loses its
/// event; a receiver that hangs or lags loses events beyond the buffer's capacity. Either fault is logged once. Thread-safe.
/// </summary>
/// <param name="name">The receiver's name, for messages.</param>
/// <param name="deliver">Delivers one event.</param>
/// <param name="logger">Receives faults.</param>
internal sealed class BackgroundDelivery<T>(string name, Action<T> deliver, ILogger logger) : IThreadPoolWorkItem
{
    /// <summary>The most buffered events.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private TaskCompletionSource? _idle;
    private bool _runs;
    private bool _hasFailed;
    private bool _hasLost;

    /// <summary>Completes when all events added until now have been delivered.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_lock) return _runs ? (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }
    }

    public void Tell(in T item)
    {
        switch (Add(item))
        {
            case Added.First: ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); break;
            case Added.FirstLost: logger.EventsLost(name, Capacity); break;
            default: break;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out var item))
        {
            try
            {
                deliver(item);
            }
#pragma warning disable CA1031 // A faulty receiver must not cost a request its answer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (_hasFailed) continue;
                _hasFailed = true;
                logger.ServiceFailed(name, e.GetType().Name);
            }
        }
    }

    private Added Add(in T item)
    {
        lock (_lock)
        {
            if (_waiting.Count == Capacity)
            {
                var first = !_hasLost;
                _hasLost = true;
                return first ? Added.FirstLost : Added.BehindOthers;
            }

            _waiting.Enqueue(item);
            if (_runs) return Added.BehindOthers;
            _runs = true;
            return Added.First;
        }
    }

    private bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out item)) return true;
            _runs = false;
            _idle?.TrySetResult();
            _idle = null;
            return false;
        }
    }

    private enum Added
    {
        /// <summary>A delivery is scheduled already, or the event is lost like earlier events.</summary>
        BehindOthers,

        /// <summary>No delivery is scheduled yet.</summary>
        First,

        /// <summary>The first event lost to a full buffer.</summary>
        FirstLost,
    }
}
