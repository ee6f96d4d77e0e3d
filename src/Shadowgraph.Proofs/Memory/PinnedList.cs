using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Memory;

/// <summary>A growing array that the garbage collector never moves, outside the large object heap.</summary>
internal sealed class PinnedList<T>(int capacity = 1024)
    where T : unmanaged
{
    private T[] _items = PinnedArray.Allocate<T>(Math.Max(1, capacity));

    public int Count { get; private set; }

    /// <summary>The items; valid until the next item is added.</summary>
    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public ref readonly T this[int index] => ref _items[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        if (Count == _items.Length) Grow(1);
        _items[Count++] = item;
    }

    public void Add(ReadOnlySpan<T> items)
    {
        if (items.Length > _items.Length - Count) Grow(items.Length);
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    public void Clear() => Count = 0;

    /// <summary>The items in an array of exact length.</summary>
    public T[] ToArray()
    {
        var array = PinnedArray.Allocate<T>(Count);
        Items.CopyTo(array);
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var larger = PinnedArray.Allocate<T>(Math.Max(checked(Count + more), (int)Math.Min(Array.MaxLength, 2L * Count)));
        Items.CopyTo(larger);
        _items = larger;
    }
}
