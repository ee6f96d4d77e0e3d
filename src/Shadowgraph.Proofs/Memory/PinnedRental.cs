using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// A pooled array for secrets, pinned during the rental, so that the garbage collector makes no copies that would survive the clearing at the end.
/// </summary>
/// <remarks>Repeated disposal is harmless. An undisposed array is left to the garbage collector, uncleared.</remarks>
internal sealed class PinnedRental<T> : IDisposable
    where T : unmanaged
{
    private PinnedGCHandle<T[]> _pin;
    private T[]? _array;

    /// <param name="length">The minimum number of elements; the initial contents are undefined.</param>
    public PinnedRental(int length)
    {
        _array = ArrayPool<T>.Shared.Rent(length);
        _pin = new(_array);
        ArrayLength = _array.Length;
    }

    /// <summary>Only unpins: existing spans of the array stay valid.</summary>
    ~PinnedRental() => _pin.Dispose();

    /// <summary>The actual number of elements, possibly more than requested.</summary>
    public int ArrayLength { get; }

    /// <summary>The array; null after disposal.</summary>
    public T[]? Array => Volatile.Read(ref _array);

    /// <summary>Clears the array and returns the array to the pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is not { } array) return;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(array.AsSpan()));
        _pin.Dispose();
        GC.SuppressFinalize(this);
        ArrayPool<T>.Shared.Return(array);
    }
}
