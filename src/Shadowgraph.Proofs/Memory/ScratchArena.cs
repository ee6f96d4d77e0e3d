using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// A block allocator over a range of native memory: first fit, and free neighbours are merged, so that pages beyond the peak use are never touched,
/// and take no memory; a huge page can reach 2 MiB beyond it.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class ScratchArena : IDisposable
{
    private const int Alignment = 4096;

    private readonly List<Range> _free = [];
    private readonly long _length;
    private readonly byte* _start;
    private void* _memory;

    /// <param name="length">The length in bytes, a multiple of 4096.</param>
    /// <exception cref="OutOfMemoryException">The system can't provide the memory.</exception>
    public ScratchArena(long length)
    {
        _length = length;
        _memory = NativeMemory.AllocZeroed((nuint)(length + HugePages.Size));
        _start = (byte*)(((nint)_memory + HugePages.Size - 1) & -HugePages.Size);
        HugePages.Advise(_start, length);
        _free.Add(new Range(0, length));
    }

    /// <summary>The peak extent of use: the number of bytes that may occupy memory.</summary>
    public long TouchedBytes { get; private set; }

    /// <summary>Whether no block is allocated.</summary>
    public bool IsFree => _free.Count == 1 && _free[0].Length == _length;

    /// <summary>The block size for a number of bytes.</summary>
    public static long BlockSize(long bytes) => Math.Max(Alignment, (bytes + Alignment - 1) & -Alignment);

    /// <summary>Allocates a block; null without sufficient space. Zeroed, provided all returned blocks were cleared.</summary>
    /// <param name="bytes">A size from <see cref="BlockSize"/>.</param>
    public void* TryTake(long bytes)
    {
        for (var i = 0; i < _free.Count; i++)
        {
            var range = _free[i];
            if (range.Length < bytes) continue;
            if (range.Length == bytes) _free.RemoveAt(i);
            else _free[i] = new Range(range.Start + bytes, range.Length - bytes);
            TouchedBytes = Math.Max(TouchedBytes, range.Start + bytes);
            return _start + range.Start;
        }

        return null;
    }

    /// <summary>Frees a block.</summary>
    /// <returns>False if the block belongs to another arena.</returns>
    public bool TryReturn(void* block, long bytes)
    {
        var start = (byte*)block - _start;
        if (start < 0 || start >= _length) return false;
        var next = 0;
        while (next < _free.Count && _free[next].Start < start) next++;
        if (next < _free.Count && _free[next].Start == start + bytes)
        {
            bytes += _free[next].Length;
            _free.RemoveAt(next);
        }

        if (next > 0 && _free[next - 1].End == start) _free[next - 1] = new Range(_free[next - 1].Start, _free[next - 1].Length + bytes);
        else _free.Insert(next, new Range(start, bytes));
        return true;
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }

    private readonly struct Range(long start, long length)
    {
        public long Start => start;

        public long Length => length;

        public long End => start + length;
    }
}
