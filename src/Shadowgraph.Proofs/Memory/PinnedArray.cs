namespace Shadowgraph.Proofs.Memory;

/// <summary>Arrays that the garbage collector never moves, outside the large object heap: it would have to work around pinned arrays there.</summary>
internal static class PinnedArray
{
    /// <summary>Allocates an array; the contents are undefined.</summary>
    public static T[] Allocate<T>(int length)
        where T : unmanaged => Advised(GC.AllocateUninitializedArray<T>(length, pinned: true));

    /// <summary>Allocates an array of zeros.</summary>
    public static T[] AllocateZeroed<T>(int length)
        where T : unmanaged => Advised(GC.AllocateArray<T>(length, pinned: true));

    private static unsafe T[] Advised<T>(T[] array)
        where T : unmanaged
    {
        fixed (T* items = array) HugePages.Advise(items, (long)array.Length * sizeof(T));
        return array;
    }
}
