using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// A pooled array for secrets: the garbage collector does not move it while it is rented, so no copy is left anywhere when it is cleared at
/// the end.
/// </summary>
/// <remarks>Disposing twice is harmless. One that nobody disposes is left to the garbage collector, and not cleared.</remarks>
internal sealed class PinnedRental<T> : IDisposable
    where T : unmanaged
{
    private PinnedGCHandle<T[]> _pin;
    private T[]? _array;

    /// <param name="length">The least number of elements; what they hold at first is undefined.</param>
    public PinnedRental(int length)
    {
        _array = ArrayPool<T>.Shared.Rent(length);
        _pin = new(_array);
        ArrayLength = _array.Length;
    }

    /// <summary>Whoever still has a span of it may go on reading: it is only no longer held in its place.</summary>
    ~PinnedRental() => _pin.Dispose();

    /// <summary>Elements that were rented, which may be more than were asked for.</summary>
    public int ArrayLength { get; }

    /// <summary>The array; null once it was given back.</summary>
    public T[]? Array => Volatile.Read(ref _array);

    /// <summary>Clears the array and gives it back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is not { } array) return;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(array.AsSpan()));
        _pin.Dispose();
        GC.SuppressFinalize(this);
        ArrayPool<T>.Shared.Return(array);
    }
}
