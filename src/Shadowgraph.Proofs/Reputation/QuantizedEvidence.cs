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

    /// <summary>r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry.</summary>
    public Fr Packed => Fr.FromCanonicalUnchecked(new Limbs(
        R | (S << 40),
        (S >> 24) | ((ulong)A << 16) | ((ulong)W << 37) | (Expiry << 54),
        Expiry >> 10,
        0));

    public bool IsActive(ulong asOf) => Expiry > asOf;
}
