using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Checks that the parts of a proving key in both groups are the same multiples of the generators.</summary>
internal static class ProvingKeyConsistency
{
    // An inconsistent point passes with probability 2^-128.
    private const int CoefficientBytes = 16;

    /// <exception cref="ProvingKeyException">The parts are inconsistent.</exception>
    public static void Check(ProvingKey key, in Parallelism parallelism)
    {
        RequireSame(key.Beta1, key.Beta2, "beta");
        RequireSame(key.Delta1, key.Delta2, "delta");
        using var coefficients = MsmScalars.Of(RandomCoefficients(key.B1.Count), parallelism);
        RequireSame(
            Msm.Compute(key.B1.Bases, coefficients, indices: null, parallelism).ToAffine(),
            Msm.Compute(key.B2.Bases, coefficients, indices: null, parallelism).ToAffine(),
            "points of B");
    }

    /// <summary>e(P, g₂) = e(g₁, Q).</summary>
    private static void RequireSame(in G1Affine first, in G2Affine second, string name)
    {
        if (!Pairing.ProductIsOne([first, -G1.Generator], [G2.Generator, second]))
        {
            throw new ProvingKeyException(
                ProvingKeyRejection.InvalidPoint,
                $"The key's {name} differ between G1 and G2: the file is corrupt or forged. Download the key again from its publisher.");
        }
    }

    private static Fr[] RandomCoefficients(int count)
    {
        var bytes = new byte[Fr.Size];
        var coefficients = new Fr[count];
        foreach (ref var coefficient in coefficients.AsSpan())
        {
            SystemRandom.Fill(bytes.AsSpan(0, CoefficientBytes));
            Fr.TryRead(bytes, out coefficient);
        }

        return coefficients;
    }
}
