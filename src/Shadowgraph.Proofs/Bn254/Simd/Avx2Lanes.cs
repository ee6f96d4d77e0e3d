using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Four lanes in an AVX2 register; the two halves of a block are independent: digits of 51 bits, R = 2²⁵⁵.</summary>
/// <remarks>See <see cref="NumberFormat"/> for the steps and the proof that all are exact.</remarks>
[SkipLocalsInit]
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits> : IFieldLanes
    where TModulus : struct, IModulus
    where TDigits : struct, IDigits51
{
    private const int Width = 51;
    private const int Lanes = 4;
    private const int HalfLength = 5 * Lanes;

    // The offset c of a product a·b, |a·b| at most 2^102: rounding to nearest leaves c + 2^51·round(a·b / 2^51).
    private const double High = 1.5 * (1L << Width) * (1L << 52);
    private const double HighPlusLow = High + Low;
    private const double Low = 1.5 * One52;
    private const double One52 = 1L << 52;

    // The bit patterns of the offsets: the excess of a column for each upper and each lower half added.
    private const long HighBits = 0x4668_0000_0000_0000;
    private const long LowBits = 0x4338_0000_0000_0000;
    private const long One52Bits = 0x4330_0000_0000_0000;

    // 2^61 makes a column positive. Half a digit makes the low bits a balanced digit plus half a digit.
    private const long Half = 1L << (Width - 1);
    private const long Bias = (1L << 61) + Half;

    // The part of the carry that comes from the bias of the column below; after Montgomery steps the carry also contains the lower half's pattern.
    private const long BiasCarry = 1L << (61 - Width);
    private const long CarriedBias = Bias - BiasCarry;
    private const long StepBias = CarriedBias - (LowBits >> Width);
    private const long TopBias = LowBits - BiasCarry;
    private const double UncarriedTopOffset = Low - BiasCarry;
    private const double DigitOffset = One52 + Half;
    private const long Mask = (1L << Width) - 1;

    // When packed, the last digit has 52 bits.
    private const long PackedTopHalf = 1L << 51;
    private const double PackedTopOffset = One52 + PackedTopHalf;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int BlockLength => IFieldLanes.Length;
}
