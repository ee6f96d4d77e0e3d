namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>The constants of a 254-bit prime, folded into the arithmetic by the JIT.</summary>
internal interface IModulus
{
    /// <summary>The prime m.</summary>
    static abstract Limbs Modulus { get; }

    /// <summary>-m⁻¹ mod 2⁶⁴.</summary>
    static abstract ulong NegativeInverse { get; }

    /// <summary>R = 2²⁵⁶ mod m: the Montgomery form of 1.</summary>
    static abstract Limbs R { get; }

    /// <summary>R² mod m: converts a canonical integer to Montgomery form by a single multiplication.</summary>
    static abstract Limbs RSquared { get; }

    /// <summary>2⁻⁵⁸ mod m: the factor of the lowest 58 bits of a number after a division by 2⁵⁸.</summary>
    static abstract Limbs Shift58 { get; }
}
