using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The optimal ate pairing of BN254 (Vercauteren, "Optimal pairings", eprint 2008/096), as in EIP-197: e: G1 × G2 → the r-th roots of unity in Fp12,
/// bilinear.
/// </summary>
/// <remarks>Points of G2 must be in the subgroup (<see cref="G2.IsInSubgroup"/>); points of both groups must be on their curves.</remarks>
internal static class Pairing
{
    /// <summary>e(p, q); 1 if a point is infinity.</summary>
    public static Fp12 Compute(in G1Affine p, in G2Affine q) => FinalExponentiation(MillerLoop([p], [q]));

    /// <summary>Whether the product of all e(p[i], q[i]) is 1, as in the precompile of EIP-197; true for no pairs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => FinalExponentiation(MillerLoop(p, q)) == Fp12.One;

    /// <summary>The product of the pairs' Miller functions, before <see cref="FinalExponentiation"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        // The lines depend on the points of G2 alone, and are computed before the loop over
        // the points of G1.
        var walks = new G2MillerLines[q.Length];
        for (var i = 0; i < walks.Length; i++) walks[i] = new G2MillerLines(q[i]);
        return MillerLoop(p, walks, [], []);
    }

    /// <summary>
    /// The product of the Miller functions of pairs with prepared points of G2. Differs by a factor that <see cref="FinalExponentiation"/> removes.
    /// </summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        G1Jacobian[] points = [.. p];
        var linePoints = new LinePoint[points.Length];

        // Points of G1 are divided by y once for all lines, with a common inversion.
        LinePoint.FromPoints(points, linePoints);
        return MillerLoop([], [], linePoints, q);
    }

    /// <summary>The product of the Miller functions of both kinds of pairs; all share the squarings.</summary>
    /// <param name="p">Points of G1.</param>
    /// <param name="q">As many walks from points of G2.</param>
    /// <param name="preparedP">Points of G1.</param>
    /// <param name="preparedQ">As many prepared points of G2.</param>
    /// <param name="set">The instruction set, which must be supported; null for the fastest.</param>
    /// <exception cref="ArgumentException">The spans of a kind differ in length.</exception>
    public static Fp12 MillerLoop(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2MillerLines> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ,
        InstructionSet? set = null)
    {
        if (p.Length != q.Length || preparedP.Length != preparedQ.Length)
            throw new ArgumentException("There must be as many points of G2 as of G1.", nameof(q));

        // A pair with a point at infinity has the Miller function 1.
        List<int> finite = [], preparedFinite = [];
        for (var i = 0; i < p.Length; i++)
            if (!p[i].IsInfinity && !q[i].IsInfinity) finite.Add(i);
        for (var i = 0; i < preparedP.Length; i++)
            if (!preparedP[i].IsInfinity && !preparedQ[i].IsInfinity) preparedFinite.Add(i);
        p = Choose(p, finite);
        q = Choose(q, finite);
        preparedP = Choose(preparedP, preparedFinite);
        preparedQ = Choose(preparedQ, preparedFinite);

        // Without vectors, word arithmetic is faster than lanes.
        var chosen = set ?? InstructionSets.Best;
        return chosen == InstructionSet.Portable
            ? MillerLoopInWords(p, q, preparedP, preparedQ)
            : InstructionSets.OverFp<MillerLoopInLanes, Fp12>(chosen, new MillerLoopInLanes(p, q, preparedP, preparedQ));
    }

    /// <summary>The power (p¹² - 1)/r exactly, so that values agree with further implementations; zero for zero.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="set">The instruction set, which must be supported; null for the fastest.</param>
    public static Fp12 FinalExponentiation(in Fp12 value, InstructionSet? set = null)
    {
        // (p⁶ - 1)(p² + 1): the result is in the cyclotomic subgroup, where conjugates are
        // inverses and squarings are cheaper.
        var easy = value.Conjugate() * value.Inverse();
        var f = easy.Frobenius().Frobenius() * easy;
        var chosen = set ?? InstructionSets.Best;
        return chosen == InstructionSet.Portable
            ? CyclotomicPower<Fp12>.HardPart(f)
            : InstructionSets.OverFp<HardPartInLanes, Fp12>(chosen, new HardPartInLanes(f));
    }

    private static ReadOnlySpan<T> Choose<T>(ReadOnlySpan<T> elements, List<int> places)
    {
        // Usually all pairs are finite, and nothing is copied.
        if (places.Count == elements.Length) return elements;
        var chosen = new T[places.Count];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = elements[places[i]];
        return chosen;
    }

    private static Fp12 MillerLoopInWords(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2MillerLines> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ)
    {
        var digits = MillerLines.Digits;
        var result = Fp12.One;
        var index = 0;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            // The accumulator is 1 before the first line, so the first squaring is skipped.
            if (index > 0) result = result.Square();
            result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
            if (digits[i] != 0) result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        }

        // The two additions of the images.
        result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        return MultiplyByLines(result, p, q, preparedP, preparedQ, index);
    }

    private static Fp12 MultiplyByLines(
        Fp12 result, ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2MillerLines> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ,
        int index)
    {
        for (var i = 0; i < p.Length; i++)
        {
            // A line of a walk: all three coefficients, two of them scaled by the point of
            // G1.
            ref readonly var line = ref q[i].Lines[index];
            result = result.MultiplyByLine(line.Y * p[i].Y, line.X * p[i].X, line.Constant);
        }

        for (var i = 0; i < preparedP.Length; i++)
        {
            // A prepared line has the coefficient 1 of y: a sparser factor, and a cheaper
            // product.
            ref readonly var line = ref preparedQ[i].Lines[index];
            result = result.MultiplyByLine(line.X * preparedP[i].XOverY, line.Constant * preparedP[i].InverseY);
        }

        return result;
    }

    private readonly ref struct MillerLoopInLanes(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2MillerLines> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ)
        : ILanesFunction<Fp12>
    {
        private readonly ReadOnlySpan<G1Affine> _p = p;
        private readonly ReadOnlySpan<G2MillerLines> _q = q;
        private readonly ReadOnlySpan<LinePoint> _preparedP = preparedP;
        private readonly ReadOnlySpan<PreparedG2> _preparedQ = preparedQ;

        public unsafe Fp12 Invoke<TLanes>()
            where TLanes : struct, IFieldLanes
        {
            // Memory for the accumulator and the lines, and two blocks per pair for its
            // point of G1.
            using var memory = ScratchPool.Shared.Rent<double>(
                SpreadMillerLoop<TLanes>.ScratchLength + (_p.Length + _preparedP.Length) * SpreadMillerLoop<TLanes>.PairLength);
            return new SpreadMillerLoop<TLanes>(_p, _q, _preparedP, _preparedQ, memory.Pointer).Compute();
        }
    }

    private readonly struct HardPartInLanes(in Fp12 value) : ILanesFunction<Fp12>
    {
        private readonly Fp12 _value = value;

        public Fp12 Invoke<TLanes>()
            where TLanes : struct, IFieldLanes =>
            // A single element, spread over lanes: the exponentiation is one long chain,
            // and lanes shorten each step.
            CyclotomicPower<Fp12Spread<TLanes>>.HardPart(Fp12Spread<TLanes>.Import(_value)).Export();
    }
}
