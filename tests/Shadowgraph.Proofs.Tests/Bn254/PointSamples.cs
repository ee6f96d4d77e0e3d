using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>Points and lists of terms in which coincidences are common: equal, opposite and infinite points, small and repeated scalars.</summary>
internal static class PointSamples
{
    public static G1Affine[] G1Points { get; } = Few(G1.Generator);

    public static G2Affine[] G2Points { get; } = Few(G2.Generator);

    /// <summary>What multiple of the generator each of the points is.</summary>
    public static Fr[] Multipliers { get; } = [Fr.Zero, Fr.One, -Fr.One, .. Enumerable.Range(2, 10).Select(i => new Fr((1UL << i) - 1))];

    /// <summary>Scalars as witnesses have them, and as an adversary would choose them.</summary>
    public static Gen<Fr> Scalars { get; } = Gen.OneOf(
        FieldSamples.OneOf(Fr.Zero, Fr.One, -Fr.One, (Fr)7),
        Gen.ULong[0, 1 << 20].Select(value => new Fr(value)),
        Gen.ULong.Select(value => -new Fr(value)),
        FieldSamples.Fr,
        Gen.Byte.Array[32].Select(bytes => Fr.FromBigIntegerReduced(new System.Numerics.BigInteger(bytes, isUnsigned: true))));

    public static (AffinePoint<TField>[] Points, Fr[] Scalars) Terms<TField>(AffinePoint<TField>[] points, int count, int seed)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, count).Select(_ => points[random.Next(points.Length)])], Scalars.Array[count].Single());
    }

    public static JacobianPoint<TField> NaiveSum<TField>(ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<Fr> scalars)
        where TField : unmanaged, ICurveField<TField>
    {
        var sum = JacobianPoint<TField>.Infinity;
        for (var i = 0; i < points.Length; i++) sum = sum.Add(((JacobianPoint<TField>)points[i]).Multiply(scalars[i]));
        return sum;
    }

    /// <summary>The naive sum of terms whose points are few: each of these is multiplied once, by the sum of its scalars.</summary>
    public static JacobianPoint<TField> SumOfRepeated<TField>(
        AffinePoint<TField>[] samples, ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<Fr> scalars)
        where TField : unmanaged, ICurveField<TField>
    {
        var totals = new Fr[samples.Length];
        for (var i = 0; i < points.Length; i++) totals[Array.IndexOf(samples, points[i])] += scalars[i];
        return NaiveSum<TField>(samples, totals);
    }

    private static AffinePoint<TField>[] Few<TField>(in AffinePoint<TField> generator)
        where TField : unmanaged, ICurveField<TField>
    {
        var points = new List<AffinePoint<TField>> { AffinePoint<TField>.Infinity, generator, -generator };
        JacobianPoint<TField> point = generator;
        for (var i = 0; i < 10; i++)
        {
            point = point.Double().Add(generator);
            points.Add(point.ToAffine());
        }

        return [.. points];
    }
}
