using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// An attestation in plain integers, as the statement describes it: r, s, a in units of 2^-20, w of 2^-16, expiry in Unix seconds.
/// </summary>
internal sealed record PlainAttestation(BigInteger Context, BigInteger R, BigInteger S, BigInteger A, BigInteger W, BigInteger Expiry)
{
    public BigInteger Packed =>
        R + S * BigInteger.Pow(2, 40) + A * BigInteger.Pow(2, 80) + W * BigInteger.Pow(2, 101) + Expiry * BigInteger.Pow(2, 118);

    public CommittedAttestation Committed => new(Fr.FromBigIntegerReduced(Context), Fr.FromBigIntegerReduced(Packed));
}
