using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Four lanes in one AVX2 register, each half of a block for itself: digits of 51 bits, R = 2²⁵⁵.</summary>
/// <remarks>See <see cref="NumberFormat"/> for the steps and why they are exact.</remarks>
[SkipLocalsInit]
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits> : IFieldLanes
    where TModulus : struct, IModulus
    where TDigits : struct, IDigits51
{
    private const int Width = 51;
    private const int Lanes = 4;
    private const int HalfLength = 5 * Lanes;

    // What is added to a product a·b, |a·b| at most 2^102, so that rounding to nearest leaves 2^51·round(a·b / 2^51) plus this.
    private const double High = 1.5 * (1L << Width) * (1L << 52);
    private const double HighPlusLow = High + Low;
    private const double Low = 1.5 * One52;
    private const double One52 = 1L << 52;

    // Their bit patterns: what a column is too large by for each upper and each lower half that was added to it.
    private const long HighBits = 0x4668_0000_0000_0000;
    private const long LowBits = 0x4338_0000_0000_0000;
    private const long One52Bits = 0x4330_0000_0000_0000;

    // A column is made positive by 2^61, and half a digit larger so that its low bits are a balanced digit, half a digit larger.
    private const long Half = 1L << (Width - 1);
    private const long Bias = (1L << 61) + Half;

    // What the bias of the column below leaves in the carry from there; the Montgomery steps leave the lower half's pattern, too.
    private const long BiasCarry = 1L << (61 - Width);
    private const long CarriedBias = Bias - BiasCarry;
    private const long StepBias = CarriedBias - (LowBits >> Width);
    private const long TopBias = LowBits - BiasCarry;
    private const double UncarriedTopOffset = Low - BiasCarry;
    private const double DigitOffset = One52 + Half;
    private const long Mask = (1L << Width) - 1;

    // Packed, the last digit has 52 bits.
    private const long PackedTopHalf = 1L << 51;
    private const double PackedTopOffset = One52 + PackedTopHalf;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int BlockLength => IFieldLanes.Length;
}
