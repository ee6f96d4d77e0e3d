using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Eight lanes in sequence, without vectors: digits of 52 bits, R = 2²⁶⁰, as with AVX-512. Runs on every processor, so that algorithms over lanes need no
/// second version.
/// </summary>
/// <remarks>
/// See <see cref="NumberFormat"/> for the steps and the proof that all are exact. The digits of a lane are consecutive. A product of two digits takes a
/// multiplication and an addition of floating-point numbers, which need not be fused, and the lower word of a product of integers: about 33 ns per number
/// on a Zen 4, 24 for a square and 53 for a sum of two products. Products of 32 bits, without the upper word of a 64-bit product, take 57 ns.
/// </remarks>
[SkipLocalsInit]
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits> : IFieldLanes
    where TModulus : struct, IModulus
    where TDigits : struct, IDigits52
{
    private const int Width = 52;
    private const int Digits = 5;
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;

    // The offset of a column, to which products are added, so that sums round to multiples of 2^57; in column 8, of 2^52.
    private const double Offset = 1.5 * (1L << Width) * (1L << 57);
    private const double TopOffset = 1.5 * (1L << Width) * (1L << Width);

    // Multiples of 2^57 count 2^5 in the column above, and the offset's bits contribute this excess.
    private const int UnitBits = 57;
    private const int AboveBits = UnitBits - Width;
    private const long OffsetAbove = unchecked(0x46C8_0000_0000_0000L << AboveBits);
    private const long TopOffsetBits = 0x4678_0000_0000_0000;

    // Half a digit in a column makes the low bits a balanced digit plus half a digit.
    private const long Half = 1L << (Width - 1);
    private const long Mask = (1L << Width) - 1;

    // When packed, the last digit has 48 bits.
    private const long PackedTopHalf = 1L << 47;

    // Rounds to an integer, which the low bits then hold.
    private const double Rounding = 1.5 * (1L << Width);
    private const long RoundingBits = 0x4338_0000_0000_0000;

    public static bool IsSupported => true;

    public static int BlockLength => Length;
}
