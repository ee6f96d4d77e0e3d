using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Eight lanes in an AVX-512 register: digits of 52 bits, R = 2²⁶⁰.</summary>
/// <remarks>See <see cref="NumberFormat"/> for the steps and the proof that all are exact.</remarks>
[SkipLocalsInit]
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits> : IFieldLanes
    where TModulus : struct, IModulus
    where TDigits : struct, IDigits52
{
    private const int Width = 52;
    private const int Lanes = 8;

    // The offset of a column, to which products are added, so that sums round to multiples of 2^56; in column 8, of 2^52.
    private const double High = 1.5 * (1L << Width) * (1L << 56);
    private const double TopHigh = 1.5 * (1L << Width) * (1L << Width);

    // The contribution of the offset's bits to the column above, where multiples of 2^56 count 2^4.
    private const long HighBits = 0x6B80_0000_0000_0000;
    private const long TopHighBits = 0x4678_0000_0000_0000;

    // Half a digit in a column makes the low bits a balanced digit plus half a digit.
    private const long Half = 1L << (Width - 1);
    private const double One52 = 1L << 52;
    private const long LowBits = 0x4330_0000_0000_0000;
    private const double DigitOffset = One52 + Half;

    // Column 9 holds the bits of its digit plus this offset.
    private const double TopOffset = 1.5 * One52;
    private const long TopBits = 0x4338_0000_0000_0000;

    // When packed, the last digit has 48 bits.
    private const long PackedTopHalf = 1L << 47;
    private const double PackedTopOffset = One52 + PackedTopHalf;
    private const long Mask = (1L << Width) - 1;

    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    public static int BlockLength => IFieldLanes.Length;
}
