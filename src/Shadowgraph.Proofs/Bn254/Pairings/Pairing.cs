using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Scratch;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The optimal ate pairing of BN254 (Vercauteren, "Optimal pairings", eprint 2008/096), the one of EIP-197:
/// e: G1 × G2 → the r-th roots of unity in Fp12, bilinear.
/// </summary>
/// <remarks>Points of G2 must be in the subgroup (<see cref="G2.IsInSubgroup"/>); points of both groups on their curve.</remarks>
internal static class Pairing
{
    /// <summary>e(p, q); 1 if either is at infinity.</summary>
    public static Fp12 Compute(in G1Affine p, in G2Affine q) => FinalExponentiation(MillerLoop([p], [q]));

    /// <summary>Whether the product of all e(p[i], q[i]) is 1, as the precompile of EIP-197 asks; true for no pairs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => FinalExponentiation(MillerLoop(p, q)) == Fp12.One;

    /// <summary>The product of the pairs' Miller functions, before <see cref="FinalExponentiation"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        var walks = new G2Walk[q.Length];
        for (var i = 0; i < walks.Length; i++) walks[i] = new G2Walk(q[i]);
        return MillerLoop(p, walks, [], []);
    }

    /// <summary>The product of the Miller functions of pairs whose points of G2 are prepared. It differs by a factor that
    /// <see cref="FinalExponentiation"/> removes.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        G1Jacobian[] points = [.. p];
        var linePoints = new LinePoint[points.Length];
        LinePoint.FromPoints(points, linePoints);
        return MillerLoop([], [], linePoints, q);
    }

    /// <summary>The product of the Miller functions of both kinds of pairs; all share the squarings.</summary>
    /// <param name="p">Points of G1.</param>
    /// <param name="q">As many walks from points of G2.</param>
    /// <param name="preparedP">Points of G1.</param>
    /// <param name="preparedQ">As many prepared points of G2.</param>
    /// <param name="form">The instructions to use, which must be supported; null for the fastest ones.</param>
    /// <exception cref="ArgumentException">The spans of a kind differ in length.</exception>
    public static Fp12 MillerLoop(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ,
        VectorForm? form = null)
    {
        if (p.Length != q.Length || preparedP.Length != preparedQ.Length)
            throw new ArgumentException("There must be as many points of G2 as of G1.", nameof(q));

        // With a point at infinity the function is 1.
        List<int> finite = [], preparedFinite = [];
        for (var i = 0; i < p.Length; i++)
            if (!p[i].IsInfinity && !q[i].IsInfinity) finite.Add(i);
        for (var i = 0; i < preparedP.Length; i++)
            if (!preparedP[i].IsInfinity && !preparedQ[i].IsInfinity) preparedFinite.Add(i);
        p = Choose(p, finite);
        q = Choose(q, finite);
        preparedP = Choose(preparedP, preparedFinite);
        preparedQ = Choose(preparedQ, preparedFinite);
        return (form ?? VectorForms.Best) switch
        {
            VectorForm.Avx512 => MillerLoopInLanes<Avx512Lanes<BaseModulus, BaseDigits52>>(p, q, preparedP, preparedQ),
            VectorForm.Avx2 => MillerLoopInLanes<Avx2Lanes<BaseModulus, BaseDigits51>>(p, q, preparedP, preparedQ),
            _ => MillerLoopInWords(p, q, preparedP, preparedQ),
        };
    }

    /// <summary>The power (p¹² - 1)/r exactly, so values agree with other implementations'; zero for zero.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="form">The instructions to use, which must be supported; null for the fastest ones.</param>
    public static Fp12 FinalExponentiation(in Fp12 value, VectorForm? form = null)
    {
        // (p⁶ - 1)(p² + 1): from here on in the cyclotomic subgroup, where conjugates are inverses.
        var easy = value.Conjugate() * value.Inverse();
        var f = easy.Frobenius().Frobenius() * easy;
        return (form ?? VectorForms.Best) switch
        {
            VectorForm.Avx512 => HardPartInLanes<Avx512Lanes<BaseModulus, BaseDigits52>>(f),
            VectorForm.Avx2 => HardPartInLanes<Avx2Lanes<BaseModulus, BaseDigits51>>(f),
            _ => CyclotomicPower<Fp12>.HardPart(f),
        };
    }

    private static ReadOnlySpan<T> Choose<T>(ReadOnlySpan<T> elements, List<int> places)
    {
        if (places.Count == elements.Length) return elements;
        var chosen = new T[places.Count];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = elements[places[i]];
        return chosen;
    }

    private static Fp12 MillerLoopInWords(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ)
    {
        var digits = LineWalk.Digits;
        var result = Fp12.One;
        var index = 0;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            if (index > 0) result = result.Square();
            result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
            if (digits[i] != 0) result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        }

        result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        return MultiplyByLines(result, p, q, preparedP, preparedQ, index);
    }

    private static unsafe Fp12 MillerLoopInLanes<TLanes>(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ)
        where TLanes : struct, IFieldLanes
    {
        using var memory = ScratchPool.Shared.Rent<double>(
            SpreadMillerLoop<TLanes>.ScratchLength + (p.Length + preparedP.Length) * SpreadMillerLoop<TLanes>.PairLength);
        return new SpreadMillerLoop<TLanes>(p, q, preparedP, preparedQ, memory.Pointer).Compute();
    }

    private static Fp12 HardPartInLanes<TLanes>(in Fp12 value)
        where TLanes : struct, IFieldLanes =>
        CyclotomicPower<Fp12Spread<TLanes>>.HardPart(Fp12Spread<TLanes>.Import(value)).Export();

    private static Fp12 MultiplyByLines(
        Fp12 result, ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ,
        int index)
    {
        for (var i = 0; i < p.Length; i++)
        {
            ref readonly var line = ref q[i].Lines[index];
            result = result.MultiplyByLine(line.Y * p[i].Y, line.X * p[i].X, line.Constant);
        }

        for (var i = 0; i < preparedP.Length; i++)
        {
            ref readonly var line = ref preparedQ[i].Lines[index];
            result = result.MultiplyByLine(line.X * preparedP[i].XOverY, line.Constant * preparedP[i].InverseY);
        }

        return result;
    }
}
