namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Measures the resources of a piece of work across all its threads: processor time, scratch memory, allocations, file bytes. Concurrent work
/// in the same process is not included. Thread-safe.
/// </summary>
/// <remarks>
/// A thread works for a single meter at a time, <see cref="Current"/>. Code that hands work to a different thread passes the meter along and
/// enters the meter there, as loops and dedicated threads do. The code in between need not know of the meter, and unmeasured work pays only for
/// reading a field.
/// </remarks>
internal sealed class WorkMeter
{
    [ThreadStatic]
    private static WorkMeter? _current;

    private long _ticks;
    private long _allocated;
    private long _leased;
    private long _peakLeased;
    private long _fileBytes;

    /// <summary>The meter of the calling thread; null for unmeasured work.</summary>
    public static WorkMeter? Current => _current;

    /// <summary>Processor time of all finished stretches.</summary>
    public TimeSpan ProcessorTime => new(Interlocked.Read(ref _ticks));

    /// <summary>The most scratch memory held at once.</summary>
    public long PeakLeasedBytes => Interlocked.Read(ref _peakLeased);

    /// <summary>
    /// The most scratch memory held at once, plus all managed allocations of the stretches, including memory that the garbage collector has freed
    /// since.
    /// </summary>
    public long PeakBytes => PeakLeasedBytes + Interlocked.Read(ref _allocated);

    /// <summary>Bytes read from and written to files.</summary>
    public long FileBytes => Interlocked.Read(ref _fileBytes);

    /// <summary>Assigns the calling thread to a meter until the end of the stretch. Without effect within a stretch of the same meter.</summary>
    /// <param name="meter">The meter; null for no change.</param>
    public static Stretch Enter(WorkMeter? meter) => meter is null || meter == _current ? default : new Stretch(meter);

    /// <summary>Scratch memory was leased.</summary>
    public void Lease(long bytes)
    {
        var leased = Interlocked.Add(ref _leased, bytes);
        var peak = Interlocked.Read(ref _peakLeased);
        while (leased > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peakLeased, leased, peak);
            if (seen == peak) return;
            peak = seen;
        }
    }

    /// <summary>Scratch memory was returned.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _leased, -bytes);

    /// <summary>Bytes were read from or written to a file.</summary>
    public void CountFileBytes(long bytes) => Interlocked.Add(ref _fileBytes, bytes);

    /// <summary>The work of a thread for a meter, from <see cref="Enter"/> to the disposal.</summary>
    public readonly ref struct Stretch
    {
        private readonly WorkMeter? _meter;
        private readonly WorkMeter? _before;
        private readonly long _allocated;
        private readonly TimeSpan _time;

        internal Stretch(WorkMeter meter)
        {
            _meter = meter;
            _before = _current;
            _current = meter;
            _allocated = GC.GetAllocatedBytesForCurrentThread();
            _time = ThreadTime.Now;
        }

        public void Dispose()
        {
            if (_meter is null) return;
            _current = _before;
            Interlocked.Add(ref _meter._ticks, (ThreadTime.Now - _time).Ticks);
            Interlocked.Add(ref _meter._allocated, GC.GetAllocatedBytesForCurrentThread() - _allocated);
        }
    }
}
