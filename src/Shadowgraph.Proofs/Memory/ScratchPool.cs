using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// Reusable native memory for the large intermediate arrays of a proof, so that proofs in a row neither grow the managed heap nor
/// leave secrets behind: every block is cleared when it comes back.
/// </summary>
/// <remarks>
/// Thread-safe. Blocks of any size share memory one after another, so that the pool takes little more than was leased at once. What
/// would exceed the retained bound goes back to the system as soon as nothing near it is leased.
/// </remarks>
/// <param name="maxRetainedBytes">The most to keep between leases.</param>
internal sealed unsafe class ScratchPool(long maxRetainedBytes) : IDisposable
{
    /// <summary>What is kept between proofs, unless an option says otherwise.</summary>
    public const long DefaultRetainedBytes = 256L << 20;

    /// <summary>Of address space, not of memory: untouched, it costs nothing.</summary>
    private const long SmallestArena = 64L << 20;

    private readonly Lock _lock = new();
    private readonly List<ScratchArena> _arenas = [];
    private long _leased;
    private bool _disposed;

    /// <summary>The pool of the process; within a proof, and between other computations, it keeps twice as much.</summary>
    public static ScratchPool Shared { get; } = new(2 * DefaultRetainedBytes);

    public long LeasedBytes => Interlocked.Read(ref _leased);

    /// <summary>Memory that is held and not leased.</summary>
    public long RetainedBytes
    {
        get
        {
            lock (_lock) return Retained();
        }
    }

    /// <summary>Leases an array of zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has no such block.</exception>
    public ScratchBuffer<T> Rent<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var bytes = ScratchArena.BlockSize((long)length * sizeof(T));
        var memory = Take(bytes);
        var meter = WorkMeter.Current;
        meter?.Lease(bytes);
        return new ScratchBuffer<T>(this, meter, memory, bytes, length);
    }

    /// <summary>Clears and takes back a block; for <see cref="ScratchBuffer{T}"/> only.</summary>
    internal void Return(void* memory, long bytes, long usedBytes)
    {
        NativeMemory.Clear(memory, (nuint)usedBytes);
        lock (_lock)
        {
            _leased -= bytes;
            foreach (var arena in _arenas)
            {
                if (arena.TryReturn(memory, bytes)) break;
            }

            FreeDownTo(_disposed ? 0 : maxRetainedBytes);
        }
    }

    /// <summary>Frees what is retained until no more than this is left; what lies beside leased blocks stays.</summary>
    /// <param name="bytes">What may be kept.</param>
    public void Trim(long bytes)
    {
        lock (_lock) FreeDownTo(bytes);
    }

    /// <summary>Frees what is retained; leases that are still out are freed when they end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            FreeDownTo(0);
        }
    }

    private void* Take(long bytes)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            void* memory = null;
            for (var i = 0; i < _arenas.Count && memory is null; i++) memory = _arenas[i].TryTake(bytes);
            if (memory is null)
            {
                var arena = new ScratchArena(Math.Max(bytes, SmallestArena));
                _arenas.Add(arena);
                memory = arena.TryTake(bytes);
            }

            _leased += bytes;
            return memory;
        }
    }

    private long Retained()
    {
        var touched = 0L;
        foreach (var arena in _arenas) touched += arena.TouchedBytes;
        return touched - _leased;
    }

    private void FreeDownTo(long bytes)
    {
        for (var i = _arenas.Count - 1; i >= 0 && Retained() > bytes; i--)
        {
            if (!_arenas[i].IsFree) continue;
            _arenas[i].Dispose();
            _arenas.RemoveAt(i);
        }
    }
}
