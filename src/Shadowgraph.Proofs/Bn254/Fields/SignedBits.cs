using System.Numerics;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>Non-adjacent forms of a public integer: digits are odd or 0, and every nonzero digit is surrounded by zeros.</summary>
internal static class SignedBits
{
    /// <summary>The digits of <paramref name="value"/>, least significant first; the last digit is nonzero.</summary>
    /// <param name="value">The integer, at least 0.</param>
    /// <param name="width">2 to 7: digits are between -2^(width-1) and 2^(width-1), and of any width consecutive digits at most one is nonzero.</param>
    public static sbyte[] Of(BigInteger value, int width = 2)
    {
        // A digit below 0 adds to the rest, which can become one bit longer.
        var digits = new sbyte[(int)value.GetBitLength() + 1];
        var count = 0;
        for (; !value.IsZero; value >>= 1)
        {
            var digit = 0;
            if (!value.IsEven)
            {
                digit = (int)(value % (1 << width));
                if (digit >= 1 << (width - 1)) digit -= 1 << width;
                value -= digit;
            }

            digits[count++] = (sbyte)digit;
        }

        // A range of an array of this type would be compiled when a process starts.
        var result = new sbyte[count];
        Array.Copy(digits, result, count);
        return result;
    }
}
