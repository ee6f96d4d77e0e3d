using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Runs costly work once for any number of concurrent callers, and keeps the result. A caller that stops waiting does not disturb the remaining
/// callers; when the last caller stops, the work is cancelled. Failed work is repeated for the next caller.
/// </summary>
/// <param name="work">The work, synchronous and cancellable; runs on a dedicated thread.</param>
internal sealed class SingleFlight<T>(Func<IProgress<double>, CancellationToken, T> work)
    where T : class
{
    private readonly Lock _lock = new();
    private Flight? _flight;

    /// <summary>Starts or joins the work.</summary>
    /// <param name="progress">Receives the completed share, on the working thread; an observer that throws is not called again.</param>
    /// <param name="cancellationToken">Cancels this wait; the work continues for the remaining callers.</param>
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

            // If work ends at the moment of the cancellation, the caller still gets the cancellation.
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

            // All waiters may have left before the failure: the exception counts as observed.
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

        /// <returns>Whether the last waiter has left.</returns>
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
#pragma warning disable CA1031 // A waiter's faulty observer must not cost the remaining waiters their key.
                catch (Exception)
#pragma warning restore CA1031
                {
                    lock (_lock) _watchers.Remove(watcher);
                }
            }
        }
    }
}
