using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The factors of conversions between forms of an element, as digits of a given width; computed once.</summary>
/// <remarks>With R = 2^(5w), a multiplication maps a and b to ab/R.</remarks>
internal sealed unsafe class LaneConstants<TModulus>
    where TModulus : struct, IModulus
{
    private const int Digits = 5;
    private readonly int _width;
    private readonly BigInteger _modulus = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);
    private readonly List<double[]> _arrays = [];

    private LaneConstants(int width)
    {
        _width = width;
        var radix = BigInteger.One << (Digits * width);
        var montgomery = BigInteger.One << 256;

        // A product by c is vc/R. With c = R mod m an element keeps its form, so R stands
        // for 1; c = R² enters, c = 1 leaves, and the factor 2^256 converts from and to the
        // Montgomery form of scalar code. R² is a power of two above 2^256: the division is
        // exact.
        One = Create(radix);
        FromCanonical = Create(radix * radix);
        FromMontgomery = Create(radix * radix / montgomery);
        ToCanonical = Create(1);
        ToMontgomery = Create(montgomery);
        Lower = Create(BigInteger.One << ((Digits - 1) * width));
        Raise = Create(BigInteger.One << ((Digits + 1) * width));
    }

    /// <summary>Digits of 52 bits.</summary>
    public static LaneConstants<TModulus> Width52 { get; } = new(52);

    /// <summary>Digits of 51 bits.</summary>
    public static LaneConstants<TModulus> Width51 { get; } = new(51);

    /// <summary>R.</summary>
    public double* One { get; }

    /// <summary>R².</summary>
    public double* FromCanonical { get; }

    /// <summary>R² / 2²⁵⁶.</summary>
    public double* FromMontgomery { get; }

    /// <summary>1.</summary>
    public double* ToCanonical { get; }

    /// <summary>2²⁵⁶.</summary>
    public double* ToMontgomery { get; }

    /// <summary>R / 2ʷ: as a factor, divides a number by 2ʷ.</summary>
    public double* Lower { get; }

    /// <summary>R·2ʷ: as a factor, multiplies a number by 2ʷ.</summary>
    public double* Raise { get; }

    /// <summary>Pinned, and kept for the life of the process.</summary>
    private double* Create(BigInteger value)
    {
        var digits = PinnedArray.AllocateZeroed<double>(Digits);
        Split(value, digits);
        _arrays.Add(digits);

        // The array is pinned and referenced by the list, so the pointer outlives the
        // statement.
        fixed (double* pointer = digits) return pointer;
    }

    /// <summary>Balanced digits of the representative with least size.</summary>
    private void Split(BigInteger value, Span<double> digits)
    {
        // At most m/2 in size, which halves the bound of every product by the constant.
        value %= _modulus;
        var sign = value > _modulus / 2 ? -1.0 : 1.0;
        if (sign < 0) value = _modulus - value;
        for (var i = 0; i < Digits - 1; i++)
        {
            // Rounding at half a digit leaves digits 0 to 3 at 2^(w-1) or less: tight. The
            // last digit takes the rest.
            var next = (value + (BigInteger.One << (_width - 1))) >> _width;
            digits[i] = sign * (double)(value - (next << _width));
            value = next;
        }

        digits[Digits - 1] = sign * (double)value;
    }
}
