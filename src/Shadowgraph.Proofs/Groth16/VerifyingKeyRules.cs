using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The rules for points to form a usable verifying key.</summary>
internal static class VerifyingKeyRules
{
    private const string Advice = "Get the key from its publisher again, or make one in a ceremony.";

    /// <summary>The reason for which the points must not be used as a key; null if acceptable.</summary>
    public static ProvingKeyException? FindFault(VerifyingKeyPoints points) => FindInvalidPoint(points) ?? FindForgeable(points);

    /// <summary>A point that is infinity, or outside its group of order r.</summary>
    public static ProvingKeyException? FindInvalidPoint(VerifyingKeyPoints points)
    {
        if (!IsUsable(points.Alpha1)) return Invalid("alpha");
        if (!IsUsable(points.Beta2)) return Invalid("beta");
        if (!IsUsable(points.Gamma2)) return Invalid("gamma");
        if (!IsUsable(points.Delta2)) return Invalid("delta");
        for (var i = 0; i < points.Ic.Length; i++)
        {
            if (!IsUsable(points.Ic[i])) return Invalid(FormattableString.Invariant($"IC[{i}]"));
        }

        return null;
    }

    /// <summary>
    /// Two points with a known ratio: the defect of one pairing in the verification equation can then be compensated by a different pairing, and every
    /// statement has a proof that needs no witness.
    /// </summary>
    private static ProvingKeyException? FindForgeable(VerifyingKeyPoints points)
    {
        var (beta, gamma, delta) = (points.Beta2, points.Gamma2, points.Delta2);

        // Phase 1 alone sets δ to the generator, which equals γ.
        if (delta == G2.Generator || delta == gamma)
        {
            return new ProvingKeyException(
                ProvingKeyRejection.NoContribution,
                "The key's phase 2 has no contribution, so anyone can forge proofs. "
                + "Add a contribution (snarkjs zkey contribute) and use the new key.");
        }

        if (AreRelated(points.Alpha1, G1.Generator)) return Forgeable("alpha is the generator of G1 or its negative");
        if (AreRelated(beta, G2.Generator)) return Forgeable("beta is the generator of G2 or its negative");
        if (AreRelated(delta, G2.Generator)) return Forgeable("delta is the negative of the generator of G2");
        if (AreRelated(delta, gamma)) return Forgeable("delta is the negative of gamma");
        if (AreRelated(delta, beta)) return Forgeable("delta is beta or its negative");
        return AreRelated(beta, gamma) ? Forgeable("beta is gamma or its negative") : null;
    }

    private static bool AreRelated<TField>(in AffinePoint<TField> first, in AffinePoint<TField> second)
        where TField : unmanaged, ICurveField<TField> => first == second || first == -second;

    private static bool IsUsable(in G1Affine point) => !point.IsInfinity && point.IsOnCurve();

    private static bool IsUsable(in G2Affine point) => !point.IsInfinity && point.IsOnCurve() && G2.IsInSubgroup(point);

    private static ProvingKeyException Invalid(string name) => new(
        ProvingKeyRejection.InvalidPoint,
        $"The key's {name} is not a point of the group of order r, or is infinity: the file is corrupt or forged. "
        + "Download the key again from its publisher.");

    private static ProvingKeyException Forgeable(string problem) => new(
        ProvingKeyRejection.Forgeable, $"The key's {problem}, so anyone can forge proofs. {Advice}");
}
