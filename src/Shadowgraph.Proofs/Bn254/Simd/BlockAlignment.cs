using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Aligns blocks within unaligned memory: to the next multiple of 64 bytes.</summary>
internal static unsafe class BlockAlignment
{
    /// <summary>Doubles by which the memory must exceed its blocks.</summary>
    public const int Slack = 8;

    /// <summary>The first aligned place for a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double* Align(double* memory) => (double*)(((nint)memory + 63) & ~63);
}
