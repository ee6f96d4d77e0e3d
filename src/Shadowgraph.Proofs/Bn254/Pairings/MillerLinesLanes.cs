using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>Eight <see cref="MillerLines"/> in parallel. Points must be in the subgroup: no addition may meet equal or opposite points.</summary>
/// <remarks>Memory belongs to the caller: the point (x, y, z), three blocks of Fp2; a line (y, x, constant), three blocks.</remarks>
internal static unsafe class MillerLinesLanes<TBase>
    where TBase : struct, IFieldLanes
{
    private const int Length = Fp12Lanes<TBase>.Length;
    private const int Half = IFieldLanes.Length;

    /// <summary>Doubles of scratch memory for a step.</summary>
    public const int ScratchLength = 8 * Length;

    /// <summary>The tangents, and the points doubled.</summary>
    /// <param name="point">x, y, z.</param>
    /// <param name="line">Receives the line: y, x, constant.</param>
    /// <param name="constants">Blocks of 1/2 in Fp and of the curve's b in Fp2, see <see cref="SetConstants"/>.</param>
    /// <param name="scratch">Memory.</param>
    public static void Double(double* point, double* line, double* constants, double* scratch)
    {
        double* x = point, y = point + Length, z = point + 2 * Length, half = constants, curveB = constants + Half;
        double* a = scratch, b = a + Length, e = b + Length, f = e + Length, g = f + Length, t = g + Length, ee = t + Length, h = line;

        // The steps of MillerLines.Double. Every factor is a product or reduced, at most m
        // per coordinate with AVX2: a product in Fp2 sums two products of at most m² each,
        // within the limit 2.6·m².
        Fp2Lanes<TBase>.Multiply(t, x, y);
        Scale(a, t, half);
        Fp2Lanes<TBase>.Square(b, y);
        Fp2Lanes<TBase>.Square(t, z);

        // 3Z²: a threefold sum takes two additions, each reduced, so that no intermediate
        // value exceeds two products.
        Triple(t, t, g);
        Fp2Lanes<TBase>.Multiply(e, t, curveB);
        Triple(f, e, g);

        // (B + F)/2 as a product by 1/2.
        Fp2Lanes<TBase>.AddReduced(t, b, f);
        Scale(g, t, half);

        // 2Y is reduced: with all factors products or reduced, no further count of sizes is
        // necessary.
        Fp2Lanes<TBase>.AddReduced(t, y, y);
        Fp2Lanes<TBase>.Multiply(h, t, z);
        Fp2Lanes<TBase>.Square(ee, e);
        Fp2Lanes<TBase>.Square(t, x);

        // Z is not read again before its new value, and serves as scratch memory.
        Triple(line + Length, t, z);
        Fp2Lanes<TBase>.SubtractReduced(line + 2 * Length, e, b);
        Fp2Lanes<TBase>.SubtractReduced(t, b, f);

        // All uses of x, y and z are done; the results may replace them.
        Fp2Lanes<TBase>.Multiply(x, a, t);
        Triple(t, ee, f);
        Fp2Lanes<TBase>.Square(y, g);
        Fp2Lanes<TBase>.SubtractReduced(y, y, t);
        Fp2Lanes<TBase>.Multiply(z, b, h);
        Fp2Lanes<TBase>.Negate(h, h, AllLanes);
    }

    /// <summary>The lines through the points and affine points, and the sums.</summary>
    public static void Add(double* point, double* otherX, double* otherY, double* line, double* scratch)
    {
        double* x = point, y = point + Length, z = point + 2 * Length;
        double* o = scratch, d = o + Length, e = d + Length, g = e + Length, h = g + Length, t = h + Length, u = t + Length, l = line;

        // The steps of MillerLines.Add, with the bounds of Double. The destination of l is
        // the line's coefficient of y.
        Fp2Lanes<TBase>.Multiply(t, otherY, z);
        Fp2Lanes<TBase>.SubtractReduced(o, y, t);
        Fp2Lanes<TBase>.Multiply(t, otherX, z);
        Fp2Lanes<TBase>.SubtractReduced(l, x, t);
        Fp2Lanes<TBase>.Square(d, l);
        Fp2Lanes<TBase>.Multiply(e, l, d);
        Fp2Lanes<TBase>.Multiply(g, x, d);
        Fp2Lanes<TBase>.Square(t, o);
        Fp2Lanes<TBase>.Multiply(h, z, t);

        // l³ + Z·o² - 2X·l² in reduced steps: each operand is a product or reduced.
        Fp2Lanes<TBase>.AddReduced(h, h, e);
        Fp2Lanes<TBase>.SubtractReduced(h, h, g);
        Fp2Lanes<TBase>.SubtractReduced(h, h, g);
        Fp2Lanes<TBase>.Multiply(x, l, h);
        Fp2Lanes<TBase>.SubtractReduced(t, g, h);

        // o(X·l² - h) - Y·l³, as two products with a reduced difference.
        Fp2Lanes<TBase>.Multiply(u, t, o);
        Fp2Lanes<TBase>.Multiply(t, y, e);
        Fp2Lanes<TBase>.SubtractReduced(y, u, t);
        Fp2Lanes<TBase>.Multiply(t, z, e);
        Copy(z, t);

        // The constant of the line: o·x2 - l·y2.
        Fp2Lanes<TBase>.Multiply(t, otherX, o);
        Fp2Lanes<TBase>.Multiply(u, l, otherY);
        Fp2Lanes<TBase>.SubtractReduced(line + 2 * Length, t, u);
        Fp2Lanes<TBase>.Negate(line + Length, o, AllLanes);
    }

    /// <summary>The constants of <see cref="Double"/>, in a block of Fp and one of Fp2.</summary>
    public static void SetConstants(double* constants)
    {
        // Halves are products by 1/2, since digits cannot be shifted modulo m. b of the
        // twist, 3/(9 + u), has both coordinates.
        Fill(constants, new Fp(2).Inverse());
        Fill(constants + Half, Fp2.CurveB.C0);
        Fill(constants + 2 * Half, Fp2.CurveB.C1);
    }

    /// <summary>The same element in every lane.</summary>
    public static void Fill(double* block, in Fp element)
    {
        var limbs = stackalloc Limbs[ILanes.Count];
        for (var lane = 0; lane < ILanes.Count; lane++) limbs[lane] = element.MontgomeryForm;
        TBase.FromMontgomery(block, limbs);

        // Least size, so that products by the constant have the tightest bounds.
        TBase.Reduce(block, block);
    }

    /// <summary>Multiplies both coordinates by an element of Fp in each lane.</summary>
    public static void Scale(double* result, double* value, double* factor)
    {
        // A factor in Fp scales the coordinates of Fp2 separately: two products instead of
        // four.
        TBase.Multiply(result, value, factor);
        TBase.Multiply(result + Half, value + Half, factor);
    }

    private const int AllLanes = (1 << ILanes.Count) - 1;

    private static void Triple(double* result, double* value, double* free)
    {
        // 2a is at most two products and 3a a reduced value plus a product: both within
        // four products.
        Fp2Lanes<TBase>.AddReduced(free, value, value);
        Fp2Lanes<TBase>.AddReduced(result, free, value);
    }

    private static void Copy(double* result, double* value) => System.Runtime.CompilerServices.Unsafe.CopyBlock(result, value, Length * sizeof(double));
}
