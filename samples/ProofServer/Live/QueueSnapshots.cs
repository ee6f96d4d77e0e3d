using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ProofServer.Requests;
using Shadowgraph.Proofs;

namespace ProofServer.Live;

/// <summary>
/// Snapshots of the queue, taken once for all followers and only while there are followers. The interval grows with the number of followers:
/// each follower builds an own view of every snapshot.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The last follower cancels the source, which holds no unmanaged resource.")]
internal sealed class QueueSnapshots(IProofRequests requests, TimeProvider time)
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IntervalOfEach = TimeSpan.FromMilliseconds(2.5);

    private readonly Lock _lock = new();
    private Reading? _reading;

    /// <returns>Snapshots, beginning with the current state.</returns>
    public async IAsyncEnumerable<PipelineSnapshot> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = Enter();
        try
        {
            PipelineSnapshot? seen = null;
            while (true)
            {
                var (latest, changed, isOver) = reading.Look();
                if (latest is not null && latest != seen)
                {
                    seen = latest;
                    yield return latest;
                    continue;
                }

                await changed.WaitAsync(cancellationToken);
                if (isOver) yield break;
            }
        }
        finally
        {
            Leave(reading);
        }
    }

    private Reading Enter()
    {
        Reading reading;
        lock (_lock)
        {
            if (_reading is { IsOver: false })
            {
                _reading.Followers++;
                return _reading;
            }

            reading = _reading = new Reading { Followers = 1 };
        }

        _ = Task.Run(() => ReadAsync(reading));
        return reading;
    }

    private void Leave(Reading reading)
    {
        lock (_lock)
        {
            if (--reading.Followers > 0) return;
            if (_reading == reading) _reading = null;
        }

        reading.End.Cancel();
    }

    private async Task ReadAsync(Reading reading)
    {
        try
        {
            await foreach (var snapshot in requests.ObserveAsync(reading.End.Token))
            {
                reading.Set(snapshot);
                var interval = IntervalOfEach * Volatile.Read(ref reading.Followers);
                await Task.Delay(interval > LeastInterval ? interval : LeastInterval, time, reading.End.Token);
            }

            reading.Finish(null);
        }
        catch (Exception e)
        {
            reading.Finish(e);
        }
    }

    /// <summary>A reading of the queue, from the first follower to the departure of the last.</summary>
    private sealed class Reading
    {
        public int Followers;

        private readonly Lock _lock = new();
        private PipelineSnapshot? _latest;
        private TaskCompletionSource _changed = New();
        private bool _isOver;

        public CancellationTokenSource End { get; } = new();

        public bool IsOver
        {
            get
            {
                lock (_lock) return _isOver;
            }
        }

        public (PipelineSnapshot? Latest, Task Changed, bool IsOver) Look()
        {
            lock (_lock) return (_latest, _changed.Task, _isOver);
        }

        public void Set(PipelineSnapshot snapshot)
        {
            lock (_lock)
            {
                _latest = snapshot;
                _changed.SetResult();
                _changed = New();
            }
        }

        /// <param name="failure">The exception for all followers; null if the source has ended.</param>
        public void Finish(Exception? failure)
        {
            lock (_lock)
            {
                _isOver = true;
                if (failure is null) _changed.SetResult();
                else _changed.SetException(failure);
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
