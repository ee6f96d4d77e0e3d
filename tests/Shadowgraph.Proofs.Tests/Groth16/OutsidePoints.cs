using System.Numerics;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Points that attackers would send.</summary>
internal static class OutsidePoints
{
    /// <summary>A point of the twisted curve whose order is not r: all but one in 2^254 points are such.</summary>
    public static G2Affine OutsideSubgroup { get; } = Find();

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
