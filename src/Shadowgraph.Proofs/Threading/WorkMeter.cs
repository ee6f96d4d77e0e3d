namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Measures what one piece of work takes, on every thread that works for it: processor time, scratch memory, allocations, bytes of files.
/// What other work takes meanwhile, in the same process, is not in it. Thread-safe.
/// </summary>
/// <remarks>
/// A thread works for one meter at a time, its <see cref="Current"/>. Whatever hands work to another thread takes the meter along and
/// enters it there: loops and dedicated threads do. So nothing between them need know of it, and work that nobody measures pays for
/// looking at one field.
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

    /// <summary>The meter that the calling thread works for; null if nobody measures.</summary>
    public static WorkMeter? Current => _current;

    /// <summary>Time on processors, of all stretches that have ended.</summary>
    public TimeSpan ProcessorTime => new(Interlocked.Read(ref _ticks));

    /// <summary>The most scratch memory held at once.</summary>
    public long PeakLeasedBytes => Interlocked.Read(ref _peakLeased);

    /// <summary>
    /// The most scratch memory held at once, and all that the stretches allocated on the managed heap: what the collector freed
    /// meanwhile is still in it.
    /// </summary>
    public long PeakBytes => PeakLeasedBytes + Interlocked.Read(ref _allocated);

    /// <summary>Bytes read from files and written to them.</summary>
    public long FileBytes => Interlocked.Read(ref _fileBytes);

    /// <summary>Has the calling thread work for a meter until the stretch ends. Within a stretch of the same meter it does nothing.</summary>
    /// <param name="meter">The meter; null to change nothing.</param>
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

    /// <summary>Scratch memory was given back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _leased, -bytes);

    /// <summary>Bytes were read from a file or written to one.</summary>
    public void CountFileBytes(long bytes) => Interlocked.Add(ref _fileBytes, bytes);

    /// <summary>What a thread does for a meter, from <see cref="Enter"/> to its end.</summary>
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
