using System.Numerics;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// Reusable native memory for the large intermediate arrays of a proof, so that proofs in a row neither grow the managed heap nor
/// leave secrets behind: every block is cleared when it comes back.
/// </summary>
/// <remarks>Thread-safe. Blocks come in sizes of four steps per power of two; what would exceed the retained bound is freed at once.</remarks>
internal sealed unsafe class ScratchPool(long maxRetainedBytes) : IDisposable
{
    private const int Alignment = 64;
    private const int SmallestBlock = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<nint>> _free = [];
    private long _leased;
    private long _retained;
    private bool _disposed;

    /// <summary>The pool of the process; it keeps up to 512 MiB between computations.</summary>
    public static ScratchPool Shared { get; } = new(512L << 20);

    public long LeasedBytes => Interlocked.Read(ref _leased);

    public long RetainedBytes => Interlocked.Read(ref _retained);

    /// <summary>Leases an array of zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has no such block.</exception>
    public ScratchBuffer<T> Rent<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var bytes = BlockSize((long)length * sizeof(T));
        var memory = TakeRetained(bytes);
        if (memory is null)
        {
            memory = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
            NativeMemory.Clear(memory, (nuint)bytes);
        }

        Interlocked.Add(ref _leased, bytes);
        var meter = WorkMeter.Current;
        meter?.Lease(bytes);
        return new ScratchBuffer<T>(this, meter, memory, bytes, length);
    }

    /// <summary>Clears and takes back a block; for <see cref="ScratchBuffer{T}"/> only.</summary>
    internal void Return(void* memory, long bytes, long usedBytes)
    {
        NativeMemory.Clear(memory, (nuint)usedBytes);
        Interlocked.Add(ref _leased, -bytes);
        lock (_lock)
        {
            if (!_disposed && _retained + bytes <= maxRetainedBytes)
            {
                _retained += bytes;
                if (!_free.TryGetValue(bytes, out var blocks)) _free.Add(bytes, blocks = new Stack<nint>());
                blocks.Push((nint)memory);
                return;
            }
        }

        NativeMemory.AlignedFree(memory);
    }

    /// <summary>Frees what is retained; the next leases allocate anew.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            foreach (var memory in _free.Values.SelectMany(blocks => blocks)) NativeMemory.AlignedFree((void*)memory);
            _free.Clear();
            _retained = 0;
        }
    }

    /// <summary>Frees what is retained; leases that are still out are freed when they end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Trim();
        }
    }

    private void* TakeRetained(long bytes)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_free.TryGetValue(bytes, out var blocks) || !blocks.TryPop(out var memory)) return null;
            _retained -= bytes;
            return (void*)memory;
        }
    }

    private static long BlockSize(long bytes)
    {
        if (bytes <= SmallestBlock) return SmallestBlock;
        var step = 1L << (BitOperations.Log2((ulong)(bytes - 1)) - 2);
        return (bytes + step - 1) & -step;
    }
}
