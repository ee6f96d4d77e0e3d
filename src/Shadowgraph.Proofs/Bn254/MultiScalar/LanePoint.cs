using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Eight points, a point per lane: a block of x, then a block of y.</summary>
internal static unsafe class LanePoint<TLanes>
    where TLanes : struct, ILanes
{
    private const int CacheLine = 64;

    /// <summary>Doubles of eight points.</summary>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.BlockLength;
    }

    /// <summary>Bytes of eight packed points.</summary>
    public static int PackedBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.BlockLength / IFieldLanes.Length * CacheLine * ILanes.Count;
    }

    /// <summary>
    /// Prefetches packed points into the second-level cache: the first level has few slots for outstanding lines, and would block. On processors without
    /// such an instruction a byte is read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* points, uint* terms, int stride)
    {
        // A point of G1 is a single cache line, a point of G2 two.
        var lines = TLanes.BlockLength / IFieldLanes.Length;
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            // The low bit of a term is the sign, which does not affect the address.
            var point = points + (long)(terms[lane * stride] >> 1) * (lines * CacheLine);
            for (var line = 0; line < lines; line++, point += CacheLine)
            {
                if (Sse.IsSupported) Sse.Prefetch1(point);
                else _ = Volatile.Read(ref *point);
            }
        }
    }
}
