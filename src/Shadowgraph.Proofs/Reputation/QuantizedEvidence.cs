using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Reputation;

/// <summary>The evidence of an attestation in fixed point: the only numbers that enter the score.</summary>
internal readonly record struct QuantizedEvidence
{
    public const int EvidenceBits = 40;
    public const int BaseRateBits = 20;
    public const int WeightBits = 16;

    public QuantizedEvidence(ulong r, ulong s, uint a, uint w, ulong expiry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(r, 1UL << EvidenceBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(s, 1UL << EvidenceBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(a, 1u << BaseRateBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(w, 1u << WeightBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(expiry, UnixSeconds.Limit);
        R = r;
        S = s;
        A = a;
        W = w;
        Expiry = expiry;
    }

    /// <summary>Evidence for, in units of 2⁻²⁰, below 2⁴⁰.</summary>
    public ulong R { get; }

    /// <summary>Evidence against, in units of 2⁻²⁰, below 2⁴⁰.</summary>
    public ulong S { get; }

    /// <summary>Base rate in units of 2⁻²⁰, at most 2²⁰.</summary>
    public uint A { get; }

    /// <summary>Weight in units of 2⁻¹⁶, at most 2¹⁶.</summary>
    public uint W { get; }

    /// <summary>Unix seconds below 2⁴⁰; 2⁴⁰ - 1 for no expiry.</summary>
    public ulong Expiry { get; }

    /// <summary>r + 2⁴⁰ s, below 2⁸⁰.</summary>
    public UInt128 Opinions => R | ((UInt128)S << 40);

    /// <summary>a + 2²¹ w + 2³⁸ expiry, below 2⁷⁸.</summary>
    public UInt128 Terms => A | ((UInt128)W << 21) | ((UInt128)Expiry << 38);

    /// <summary>r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry + 2¹⁵⁹ more: below 2²³⁹.</summary>
    /// <param name="more">Below 2⁸⁰: a half of a further attestation.</param>
    public Fr PackedWith(UInt128 more)
    {
        var (opinions, terms) = (Opinions, Terms);
        return Fr.FromCanonicalUnchecked(new Limbs(
            (ulong)opinions,
            (ulong)(opinions >> 64) | (ulong)(terms << 16),
            (ulong)(terms >> 48) | (ulong)(more << 31),
            (ulong)(more >> 33)));
    }

    public bool IsActive(ulong asOf) => Expiry > asOf;
}
