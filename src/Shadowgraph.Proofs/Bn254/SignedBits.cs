namespace Shadowgraph.Proofs.Bn254;

/// <summary>The non-adjacent form of a public integer: digits -1, 0, 1, no two neighbours both non-zero.</summary>
internal static class SignedBits
{
    /// <summary>The digits of <paramref name="value"/>, which must be below 2^126, least significant first; the last one is 1.</summary>
    public static sbyte[] Of(UInt128 value)
    {
        var digits = new List<sbyte>();
        for (; value != 0; value >>= 1)
        {
            var digit = (int)(value & 3) switch { 1 => 1, 3 => -1, _ => 0 };
            digits.Add((sbyte)digit);
            if (digit < 0) value += 1;
        }

        return [.. digits];
    }
}
