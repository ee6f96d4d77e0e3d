using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// An attestation in plain integers, as the statement describes it: r, s, a in units of 2^-20, w of 2^-16, expiry in Unix seconds.
/// </summary>
internal sealed record PlainAttestation(BigInteger R, BigInteger S, BigInteger A, BigInteger W, BigInteger Expiry)
{
    public static PlainAttestation Nothing { get; } = new(0, 0, 0, 0, 0);

    public SlotNumbers Numbers => new(
        Fr.FromBigIntegerReduced(R), Fr.FromBigIntegerReduced(S), Fr.FromBigIntegerReduced(A), Fr.FromBigIntegerReduced(W), Fr.FromBigIntegerReduced(Expiry));

    private BigInteger Opinions => R + (S << 40);

    private BigInteger Terms => A + (W << 21) + (Expiry << 38);

    /// <summary>The elements of a block of evidence: two for three attestations.</summary>
    public static Fr[] Block(IReadOnlyList<PlainAttestation> attestations)
    {
        PlainAttestation At(int i) => i < attestations.Count ? attestations[i] : Nothing;
        return
        [
            .. Enumerable.Range(0, 16).Select(i =>
                Fr.FromBigIntegerReduced(At(3 * (i / 2) + i % 2).Packed + ((i % 2 == 0 ? At(3 * (i / 2) + 2).Opinions : At(3 * (i / 2) + 2).Terms) << 159))),
        ];
    }

    private BigInteger Packed => Opinions + (Terms << 80);
}
