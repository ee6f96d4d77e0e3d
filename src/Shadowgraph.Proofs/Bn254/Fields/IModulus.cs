namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>The constants of one 254-bit prime, folded into the arithmetic by the JIT.</summary>
internal interface IModulus
{
    /// <summary>The prime m itself.</summary>
    static abstract Limbs Modulus { get; }

    /// <summary>-m⁻¹ mod 2⁶⁴.</summary>
    static abstract ulong NegativeInverse { get; }

    /// <summary>R = 2²⁵⁶ mod m: one, in Montgomery form.</summary>
    static abstract Limbs R { get; }

    /// <summary>R² mod m: takes a canonical integer into Montgomery form with one multiplication.</summary>
    static abstract Limbs RSquared { get; }

    /// <summary>2⁻⁵⁸ mod m: what the lowest 58 bits of a number are worth once it is divided by 2⁵⁸.</summary>
    static abstract Limbs Shift58 { get; }
}
