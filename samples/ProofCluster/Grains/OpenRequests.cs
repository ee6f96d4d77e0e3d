namespace ProofCluster.Grains;

/// <summary>Counts the requests that this silo has in hand. Thread-safe.</summary>
internal sealed class OpenRequests
{
    private int _count;

    /// <summary>Requests that run or wait on this silo.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts a request until the answer is disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _count);
        return new Entry(this);
    }

    private sealed class Entry(OpenRequests requests) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref requests._count);
        }
    }
}
