using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Eight points, one in each lane: a block of their x, then one of their y.</summary>
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
    /// Brings packed points into the second-level cache: the first has few places for lines on their way, and would hold everything up.
    /// Without an instruction for that, reading a byte has to do.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* points, uint* terms, int stride)
    {
        var lines = TLanes.BlockLength / IFieldLanes.Length;
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            var point = points + (long)(terms[lane * stride] >> 1) * (lines * CacheLine);
            for (var line = 0; line < lines; line++, point += CacheLine)
            {
                if (Sse.IsSupported) Sse.Prefetch1(point);
                else _ = Volatile.Read(ref *point);
            }
        }
    }
}
