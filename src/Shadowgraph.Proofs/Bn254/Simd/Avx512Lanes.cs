using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Eight lanes in one AVX-512 register: digits of 52 bits, R = 2²⁶⁰.</summary>
/// <remarks>See <see cref="NumberFormat"/> for the steps and why they are exact.</remarks>
[SkipLocalsInit]
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits> : IFieldLanes
    where TModulus : struct, IModulus
    where TDigits : struct, IDigits52
{
    private const int Width = 52;
    private const int Lanes = 8;

    // What is added to a product a·b, |a·b| at most 2^103, so that rounding toward zero leaves 2^52·floor(a·b / 2^52) plus this.
    private const double High = 1.5 * (1L << Width) * (1L << Width);
    private const double HighPlusLow = High + (1L << Width);
    private const double One52 = 1L << 52;

    // Their bit patterns: what a column is too large by for each upper and each lower half that was added to it.
    private const long HighBits = 0x4678_0000_0000_0000;
    private const long LowBits = 0x4330_0000_0000_0000;

    // A column is made positive by 2^61, and half a digit larger so that its low bits are a balanced digit, half a digit larger.
    private const long Half = 1L << (Width - 1);
    private const long Bias = (1L << 61) + Half;

    // What the bias of the column below leaves in the carry from there.
    private const long CarriedBias = Bias - (1L << (61 - Width));
    private const long TopBias = 0x4338_0000_0000_0000 - (1L << (61 - Width));
    private const double TopOffset = 1.5 * One52;
    private const double UncarriedTopOffset = TopOffset - (1L << (61 - Width));
    private const double DigitOffset = One52 + Half;

    // Packed, the last digit has 48 bits.
    private const long PackedTopHalf = 1L << 47;
    private const double PackedTopOffset = One52 + PackedTopHalf;
    private const long Mask = (1L << Width) - 1;

    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    public static int BlockLength => IFieldLanes.Length;
}
