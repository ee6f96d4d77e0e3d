using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// Reusable native memory for the large intermediate arrays of a proof, so that successive proofs neither grow the managed heap nor leave secrets
/// behind: every returned block is cleared.
/// </summary>
/// <remarks>
/// Thread-safe. Blocks of any size reuse the same memory, so that the pool takes little more than the peak of concurrent leases. Memory beyond the
/// retained limit is freed as soon as its arena has no leased block.
/// </remarks>
/// <param name="maxRetainedBytes">The maximum number of bytes retained between leases.</param>
internal sealed unsafe class ScratchPool(long maxRetainedBytes) : IDisposable
{
    /// <summary>The default number of bytes retained between proofs.</summary>
    public const long DefaultRetainedBytes = 256L << 20;

    /// <summary>Address space only: untouched pages take no memory.</summary>
    private const long SmallestArena = 64L << 20;

    private readonly Lock _lock = new();
    private readonly List<ScratchArena> _arenas = [];
    private long _leased;
    private bool _disposed;

    /// <summary>The pool of the process. Within a proof, and between computations outside of proofs, the limit is twice the default.</summary>
    public static ScratchPool Shared { get; } = new(2 * DefaultRetainedBytes);

    public long LeasedBytes => Interlocked.Read(ref _leased);

    /// <summary>Allocated memory that is not leased.</summary>
    public long RetainedBytes
    {
        get
        {
            lock (_lock) return Retained();
        }
    }

    /// <summary>Leases a zeroed array.</summary>
    /// <exception cref="OutOfMemoryException">The system can't provide the memory.</exception>
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

    /// <summary>Clears and frees a block; for <see cref="ScratchBuffer{T}"/> only.</summary>
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

    /// <summary>Frees retained memory down to a limit; memory in arenas with leased blocks stays.</summary>
    /// <param name="bytes">The limit.</param>
    public void Trim(long bytes)
    {
        lock (_lock) FreeDownTo(bytes);
    }

    /// <summary>Frees all retained memory; leased memory is freed at the end of its lease.</summary>
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
