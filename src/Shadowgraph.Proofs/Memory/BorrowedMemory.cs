using System.Buffers;

namespace Shadowgraph.Proofs.Memory;

/// <summary>Memory that never moves and that another object holds, such as the view of a mapped file. Must not be written to.</summary>
/// <remarks>
/// A span of this memory keeps nothing alive: during the use of a span, this object must stay reachable, or an object that refers to this object.
/// </remarks>
/// <param name="owner">The holder: the memory is valid while the holder is reachable.</param>
/// <param name="pointer">The first element.</param>
/// <param name="length">The number of elements.</param>
internal sealed unsafe class BorrowedMemory<T>(object owner, void* pointer, int length) : MemoryManager<T>
    where T : unmanaged
{
    /// <summary>The holder of the memory.</summary>
    public object Owner => owner;

    public int Length => length;

    public T* Pointer => (T*)pointer;

    public ReadOnlySpan<T> Span => new(pointer, length);

    public override Span<T> GetSpan() => new(pointer, length);

    /// <summary>The memory never moves, so there is nothing to pin.</summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length);
        return new MemoryHandle(Pointer + elementIndex);
    }

    public override void Unpin()
    {
    }

    /// <summary>Without effect: the holder frees the memory.</summary>
    protected override void Dispose(bool disposing)
    {
    }
}
