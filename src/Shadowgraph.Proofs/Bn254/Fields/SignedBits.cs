namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>The non-adjacent forms of a public integer: odd digits or 0, and around each digit that is not 0 only zeros.</summary>
internal static class SignedBits
{
    /// <summary>The digits of <paramref name="value"/>, which must be below 2^126, least significant first; the last one is not 0.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="width">2 to 7: digits are between -2^(width-1) and 2^(width-1), and of as many neighbours one at most is not 0.</param>
    public static sbyte[] Of(UInt128 value, int width = 2)
    {
        var digits = new List<sbyte>();
        for (; value != 0; value >>= 1)
        {
            var digit = 0;
            if (!UInt128.IsEvenInteger(value))
            {
                digit = (int)(value & ((1u << width) - 1));
                if (digit >= 1 << (width - 1)) digit -= 1 << width;
                value = digit > 0 ? value - (uint)digit : value + (uint)-digit;
            }

            digits.Add((sbyte)digit);
        }

        return [.. digits];
    }
}
