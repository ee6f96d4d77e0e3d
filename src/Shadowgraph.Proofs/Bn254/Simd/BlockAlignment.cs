using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Where blocks begin in memory that is not aligned by itself: at the next 64 bytes.</summary>
internal static unsafe class BlockAlignment
{
    /// <summary>Doubles that the memory has more than its blocks.</summary>
    public const int Slack = 8;

    /// <summary>The first place for a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double* Align(double* memory) => (double*)(((nint)memory + 63) & ~63);
}
