using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Points that attackers would send.</summary>
internal static class OutsidePoints
{
    /// <summary>A point of the twisted curve whose order is not r: all but one in 2^254 points are such.</summary>
    public static G2Affine OutsideSubgroup { get; } = Find();

    /// <summary>Points of the twisted curve of many orders, some of them r.</summary>
    public static IReadOnlyList<G2Affine> OfManyOrders { get; } = FindOrders();

    private static G2Affine[] FindOrders()
    {
        G2Jacobian outside = OutsideSubgroup;
        var cofactorPart = outside.Multiply(ScalarModulus.Modulus);
        var smallest = OfSmallestOrder(cofactorPart);
        G2Jacobian[] points =
        [
            G2.Generator, -G2.Generator, outside, cofactorPart, cofactorPart.Add(G2.Generator), smallest, smallest.Double(), smallest.Add(G2.Generator),
        ];
        return [.. points.Select(point => point.ToAffine())];
    }

    /// <summary>A point of the smallest order that there is outside, the smallest prime factor of the cofactor.</summary>
    private static G2Jacobian OfSmallestOrder(G2Jacobian cofactorPart)
    {
        const int SmallestOrder = 10069;
        var (rest, remainder) = BigInteger.DivRem(2 * Fp.Modulus - Fr.Modulus, SmallestOrder);
        Assert.That(remainder.IsZero, Is.True);
        Assert.That(Montgomery<BaseModulus>.TryFromBigInteger(rest, out var limbs), Is.True);
        var point = cofactorPart.Multiply(limbs);
        Assert.That(point.IsInfinity, Is.False);
        return point;
    }

    private static G2Affine Find()
    {
        for (var i = 1UL; ; i++)
        {
            var x = new Fp2(new Fp(i), Fp.One);
            if (SquareRoot(x.Square() * x + Fp2.CurveB) is { } y) return new G2Affine(x, y);
        }
    }

    /// <summary>
    /// Adj and Rodríguez-Henríquez, "Square root computation over even extension fields" (eprint 2012/685), algorithm 9, for p = 3 mod 4.
    /// </summary>
    private static Fp2? SquareRoot(in Fp2 value)
    {
        var candidate = value.Pow((Fp.Modulus - 3) / 4);
        var alpha = candidate.Square() * value;
        var root = candidate * value;
        root = alpha == -Fp2.One
            ? new Fp2(Fp.Zero, Fp.One) * root
            : (Fp2.One + alpha).Pow((Fp.Modulus - BigInteger.One) / 2) * root;
        return root.Square() == value ? root : null;
    }
}
