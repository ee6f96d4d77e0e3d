using System.Numerics;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>The statement's arithmetic over plain integers, written without a look at the circuit.</summary>
internal readonly record struct PlainSums(BigInteger R, BigInteger S, BigInteger Q)
{
    public BigInteger T => R + S;

    /// <summary>floor(10^6 N/D); there is none without active evidence.</summary>
    public BigInteger Score
    {
        get
        {
            var numerator = R * T + Q * BigInteger.Pow(2, 17);
            var denominator = T * (T + BigInteger.Pow(2, 37));
            return BigInteger.Divide(1_000_000 * numerator, denominator);
        }
    }

    public static PlainSums Of(IEnumerable<PlainAttestation> attestations, BigInteger asOf)
    {
        var sums = default(PlainSums);
        foreach (var each in attestations.Where(each => each.Expiry > asOf))
            sums = new(sums.R + each.W * each.R, sums.S + each.W * each.S, sums.Q + each.A * each.W * (each.R + each.S));
        return sums;
    }
}
