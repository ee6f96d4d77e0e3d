using System.Buffers;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Memory;

/// <summary>A lease of native memory, aligned to 64 bytes, initially zero and cleared on disposal.</summary>
/// <remarks>Repeated disposal is harmless; later use throws.</remarks>
internal sealed unsafe class ScratchBuffer<T>(ScratchPool pool, WorkMeter? meter, void* memory, long bytes, int length)
    : MemoryManager<T>, IDisposable
    where T : unmanaged
{
    private void* _memory = memory;

    public int Length { get; } = length;

    public Span<T> Span => new(Pointer, Length);

    public T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_memory is null, this);
            return (T*)_memory;
        }
    }

    public override Span<T> GetSpan() => Span;

    /// <summary>Native memory never moves, so there is nothing to pin.</summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)Length);
        return new MemoryHandle(Pointer + elementIndex);
    }

    public override void Unpin()
    {
    }

    /// <summary>Not by the virtual method: ReadyToRun compiles only methods that it sees called, for numbers as elements.</summary>
    public void Dispose() => Release();

    protected override void Dispose(bool disposing) => Release();

    private void Release()
    {
        var memory = _memory;
        if (memory is null) return;
        _memory = null;
        pool.Return(memory, bytes, (long)Length * sizeof(T));
        meter?.Return(bytes);
    }
}
