using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Runs costly work once, however many ask for it at the same time, and keeps what it gave. One who stops waiting does not disturb the
/// others; when the last one stops, the work is cancelled. Work that failed is tried again by the next who asks.
/// </summary>
/// <param name="work">The work, synchronous and cancellable; it runs on a thread of its own.</param>
internal sealed class SingleFlight<T>(Func<IProgress<double>, CancellationToken, T> work)
    where T : class
{
    private readonly Lock _lock = new();
    private Flight? _flight;

    /// <summary>Starts the work or joins it.</summary>
    /// <param name="progress">Told the share that is done, on the thread that works; one that throws is not told again.</param>
    /// <param name="cancellationToken">Ends this wait, not the work others wait for.</param>
    public async Task<T> RunAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight flight;
        lock (_lock)
        {
            if (_flight is null || _flight.HasFailed) _flight = new Flight(work);
            flight = _flight;
            flight.Join(progress);
        }

        try
        {
            var result = await flight.Landing.WaitAsync(cancellationToken).ConfigureAwait(false);

            // Work that ends at the very moment of the cancellation must not decide what the caller sees.
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        finally
        {
            lock (_lock)
            {
                if (flight.Leave(progress) && !flight.Landing.IsCompletedSuccessfully)
                {
                    flight.Cancel();
                    if (_flight == flight) _flight = null;
                }
            }
        }
    }

    [SuppressMessage("Reliability", "CA1001", Justification = "A late Cancel must find the source alive; it holds only memory.")]
    private sealed class Flight : IProgress<double>
    {
        private readonly CancellationTokenSource _cancellation = new();
        private readonly Lock _lock = new();
        private readonly List<IProgress<double>> _watchers = [];
        private int _waiting;

        public Flight(Func<IProgress<double>, CancellationToken, T> work)
        {
            var token = _cancellation.Token;
            Landing = DedicatedThread.Run(() => work(this, token), token);

            // All waiters may be gone when it fails: the failure counts as seen.
            _ = Landing.ContinueWith(
                static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public Task<T> Landing { get; }

        public bool HasFailed => Landing.IsFaulted || Landing.IsCanceled;

        public void Join(IProgress<double>? watcher)
        {
            _waiting++;
            if (watcher is null) return;
            lock (_lock) _watchers.Add(watcher);
        }

        /// <returns>Whether nobody waits any more.</returns>
        public bool Leave(IProgress<double>? watcher)
        {
            if (watcher is not null)
            {
                lock (_lock) _watchers.Remove(watcher);
            }

            return --_waiting == 0;
        }

        public void Cancel() => _cancellation.Cancel();

        public void Report(double value)
        {
            IProgress<double>[] watchers;
            lock (_lock) watchers = [.. _watchers];
            foreach (var watcher in watchers)
            {
                try
                {
                    watcher.Report(value);
                }
#pragma warning disable CA1031 // One waiter's broken watcher must not cost the others their key.
                catch (Exception)
#pragma warning restore CA1031
                {
                    lock (_lock) _watchers.Remove(watcher);
                }
            }
        }
    }
}
