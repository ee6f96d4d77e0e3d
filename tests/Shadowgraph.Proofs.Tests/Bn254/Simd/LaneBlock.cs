using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

/// <summary>A block of lanes, or eight, aligned to 64 bytes, of memory that does not move: good until its thread has taken 63 more.</summary>
internal readonly unsafe struct LaneBlock
{
    private const int Blocks = 64;
    private const int Length = 328;

    [ThreadStatic]
    private static double[]? _memory;

    [ThreadStatic]
    private static int _next;

    public LaneBlock()
    {
        _memory ??= GC.AllocateArray<double>((Blocks + 1) * Length, pinned: true);
        _next = (_next + 1) % Blocks;
        Pointer = (double*)(((nint)Unsafe.AsPointer(ref _memory[_next * Length]) + 63) & ~63);
    }

    public double* Pointer { get; }
}
