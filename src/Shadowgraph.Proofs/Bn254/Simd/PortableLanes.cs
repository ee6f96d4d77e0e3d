using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Eight lanes, one after another, without any vectors: digits of 52 bits, R = 2²⁶⁰, as with AVX-512. What every processor can, so that
/// algorithms over lanes need no other form.
/// </summary>
/// <remarks>
/// See <see cref="NumberFormat"/> for the steps and why they are exact. The digits of a lane follow each other. A product of two digits takes
/// a multiplication and an addition of floating-point numbers, which need not be fused, and the lower word of a product of integers: about
/// 33 ns a number on a Zen 4, 24 for a square and 53 for a sum of two products, where products of 32 bits, without the upper word of one of
/// 64, take 57 ns.
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

    // A column's products are added to this, and so round to multiples of 2^57; to the other one and to 2^52 in column 8.
    private const double Offset = 1.5 * (1L << Width) * (1L << 57);
    private const double TopOffset = 1.5 * (1L << Width) * (1L << Width);

    // Multiples of 2^57 count 2^5 in the column above; and what the offset's bits leave there.
    private const int UnitBits = 57;
    private const int AboveBits = UnitBits - Width;
    private const long OffsetAbove = unchecked(0x46C8_0000_0000_0000L << AboveBits);
    private const long TopOffsetBits = 0x4678_0000_0000_0000;

    // A column is half a digit larger so that its low bits are a balanced digit, half a digit larger.
    private const long Half = 1L << (Width - 1);
    private const long Mask = (1L << Width) - 1;

    // Packed, the last digit has 48 bits.
    private const long PackedTopHalf = 1L << 47;

    // Rounds to a whole number, which its low bits then are.
    private const double Rounding = 1.5 * (1L << Width);
    private const long RoundingBits = 0x4338_0000_0000_0000;

    public static bool IsSupported => true;

    public static int BlockLength => Length;
}
