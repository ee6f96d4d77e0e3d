using System.Numerics;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>Claims from a seed, with the ends of every range among their values.</summary>
internal sealed class ClaimGenerator(int seed)
{
    public const long AsOf = 1_800_000_000;

    private readonly Random _random = new(seed);

    /// <summary>A claim with at least one active attestation of some evidence.</summary>
    public PlainClaim Claim(int attestations, bool anonymous = false, int depth = 3)
    {
        var claim = new PlainClaim
        {
            Attestations = [.. Enumerable.Range(0, attestations).Select(_ => Attestation())],
            AsOf = AsOf,
            Subject = anonymous ? BigInteger.Zero : Below(BigInteger.Pow(2, 160) - 1) + 1,
            Secret = Element(),
            Contexts = Element(),
            Salt = Element(),
            Scope = Element(),
            Recipient = Fr.FromBigInteger(Below(BigInteger.Pow(2, 160))),
            Siblings = [.. Enumerable.Range(0, depth).Select(_ => _random.Next(4) == 0 ? Fr.Zero : Element())],
            Sides = [.. Enumerable.Range(0, depth).Select(_ => _random.Next(2) == 0)],
        };
        return claim.Sums.T.IsZero ? claim with { Attestations = [Strong, .. claim.Attestations.Skip(1)] } : claim;
    }

    /// <summary>An attestation with ordinary or extreme parts.</summary>
    public PlainAttestation Attestation() => new(
        Pick(0, 1, BigInteger.Pow(2, 40) - 1, Below(BigInteger.Pow(2, _random.Next(1, 41)))),
        Pick(0, 1, BigInteger.Pow(2, 40) - 1, Below(BigInteger.Pow(2, _random.Next(1, 41)))),
        Pick(0, 1, BigInteger.Pow(2, 20), Below(BigInteger.Pow(2, 20))),
        Pick(0, 1, BigInteger.Pow(2, 16), Below(BigInteger.Pow(2, 16))),
        Pick(0, AsOf - 1, AsOf, AsOf + 1, BigInteger.Pow(2, 40) - 1, AsOf + 1 + Below(1_000_000)));

    /// <summary>A field element.</summary>
    public Fr Element() => Fr.FromBigInteger(Below(Fr.Modulus));

    /// <summary>An integer in [0, bound).</summary>
    public BigInteger Below(BigInteger bound)
    {
        var bytes = new byte[bound.GetByteCount(isUnsigned: true) + 8];
        _random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % bound;
    }

    private static PlainAttestation Strong =>
        new(BigInteger.Pow(2, 24), BigInteger.Pow(2, 22), BigInteger.Pow(2, 19), BigInteger.Pow(2, 15), BigInteger.Pow(2, 40) - 1);

    private BigInteger Pick(params BigInteger[] values) => values[_random.Next(2) == 0 ? _random.Next(values.Length) : values.Length - 1];
}
