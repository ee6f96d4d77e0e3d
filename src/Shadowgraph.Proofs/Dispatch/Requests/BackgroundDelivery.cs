using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// Tells somebody else's code what happens: one call at a time, in order, on a thread of the pool that nobody waits for. What throws loses
/// that call; what hangs or can't keep up loses those beyond the ones that wait. Either is logged once. Thread-safe.
/// </summary>
/// <param name="name">Who is told, for people to read.</param>
/// <param name="deliver">Tells one.</param>
/// <param name="logger">Where faults go.</param>
internal sealed class BackgroundDelivery<T>(string name, Action<T> deliver, ILogger logger) : IThreadPoolWorkItem
{
    /// <summary>The most that waits.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private TaskCompletionSource? _idle;
    private bool _runs;
    private bool _hasFailed;
    private bool _hasLost;

    /// <summary>Done when all that was told until now has been delivered.</summary>
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
#pragma warning disable CA1031 // Whoever is told must not cost a request its answer.
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
        /// <summary>Somebody will come to it, or it is lost like others before.</summary>
        BehindOthers,

        /// <summary>Nobody is on the way to it.</summary>
        First,

        /// <summary>There was no room for it, for the first time.</summary>
        FirstLost,
    }
}
