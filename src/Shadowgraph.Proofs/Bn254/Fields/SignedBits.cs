namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>Non-adjacent forms of a public integer: digits are odd or 0, and every nonzero digit is surrounded by zeros.</summary>
internal static class SignedBits
{
    /// <summary>The digits of <paramref name="value"/>, which must be below 2^126, least significant first; the last digit is nonzero.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="width">2 to 7: digits are between -2^(width-1) and 2^(width-1), and of any width consecutive digits at most one is nonzero.</param>
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
