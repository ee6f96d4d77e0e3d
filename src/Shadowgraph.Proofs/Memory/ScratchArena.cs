using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// A stretch of native memory from which blocks are cut: always the first that is free, and neighbours that are free grow together, so
/// that what was never needed at once is never touched, and takes no memory.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class ScratchArena : IDisposable
{
    private const int Alignment = 4096;

    private readonly List<Range> _free = [];
    private readonly long _length;
    private readonly byte* _start;
    private void* _memory;

    /// <param name="length">Bytes, a multiple of 4096.</param>
    /// <exception cref="OutOfMemoryException">The system has not so much memory.</exception>
    public ScratchArena(long length)
    {
        _length = length;
        _memory = NativeMemory.AllocZeroed((nuint)(length + Alignment));
        _start = (byte*)(((nint)_memory + Alignment - 1) & -Alignment);
        _free.Add(new Range(0, length));
    }

    /// <summary>How far it was ever used: the bytes that may take memory.</summary>
    public long TouchedBytes { get; private set; }

    /// <summary>Whether no block is out.</summary>
    public bool IsFree => _free.Count == 1 && _free[0].Length == _length;

    /// <summary>The bytes that a block of so many takes.</summary>
    public static long BlockSize(long bytes) => Math.Max(Alignment, (bytes + Alignment - 1) & -Alignment);

    /// <summary>Cuts a block; null if there is no room. It is zero if all that came back was.</summary>
    /// <param name="bytes">As <see cref="BlockSize"/> gives it.</param>
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

    /// <summary>Takes a block back.</summary>
    /// <returns>False if it is another arena's.</returns>
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
