using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// A Miller loop of few pairs. The lines are known in advance: the lines of eight steps are evaluated in parallel and multiplied by the lines of the
/// remaining pairs in the same step, and a single accumulator takes the products in turn.
/// </summary>
/// <remarks>Memory belongs to the caller. No pair has a point at infinity.</remarks>
[SkipLocalsInit]
internal readonly unsafe ref struct SpreadMillerLoop<TBase>
    where TBase : struct, IFieldLanes
{
    private const int Half = IFieldLanes.Length;
    private const int Length = 2 * Half;
    private const int WalkNumbers = 6;
    private const int PreparedNumbers = 4;

    /// <summary>Doubles of memory, without the memory per pair.</summary>
    public const int ScratchLength = Fp12Lanes<TBase>.ValueLength + Fp12Lanes<TBase>.ScratchLength + 7 * Length;
    public const int PairLength = 2 * Half;

    private readonly ReadOnlySpan<G2MillerLines> _walks;
    private readonly ReadOnlySpan<PreparedG2> _prepared;
    private readonly double* _points;
    private readonly double* _value;

    /// <param name="p">Points of G1 for walks.</param>
    /// <param name="walks">As many walks.</param>
    /// <param name="preparedP">Points of G1 for prepared points.</param>
    /// <param name="prepared">As many prepared points.</param>
    /// <param name="memory">Memory, see <see cref="ScratchLength"/>.</param>
    public SpreadMillerLoop(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2MillerLines> walks, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> prepared, double* memory)
    {
        _walks = walks;
        _prepared = prepared;
        _value = memory;
        _points = memory + ScratchLength;

        // The point of G1 of a pair is the same in all lanes: here the lanes are steps of
        // the loop, not pairs.
        var point = _points;
        for (var i = 0; i < p.Length; i++, point += PairLength) Fill(point, p[i].X, p[i].Y);
        for (var i = 0; i < preparedP.Length; i++, point += PairLength) Fill(point, preparedP[i].XOverY, preparedP[i].InverseY);
    }

    /// <summary>The product of all Miller functions.</summary>
    public Fp12 Compute()
    {
        // Products of lines are computed for eight steps at once and consumed in the order
        // of the loop: square, multiply.
        var digits = MillerLines.Digits;
        Span<Fp12Spread<TBase>> products = new Fp12Spread<TBase>[ILanes.Count];
        var index = 0;
        var result = Take(products, ref index);
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            // The first product is the start of the accumulator, which spares a squaring
            // and a multiplication.
            if (i < digits.Length - 2) result = result.Square() * Take(products, ref index);
            if (digits[i] != 0) result *= Take(products, ref index);
        }

        result *= Take(products, ref index);
        return (result * Take(products, ref index)).Export();
    }

    private static void Fill(double* blocks, in Fp first, in Fp second)
    {
        MillerLinesLanes<TBase>.Fill(blocks, first);
        MillerLinesLanes<TBase>.Fill(blocks + Half, second);
    }

    private Fp12Spread<TBase> Take(Span<Fp12Spread<TBase>> products, ref int index)
    {
        // Every eighth step evaluates the lines of the next eight.
        var place = index % ILanes.Count;
        if (place == 0) MultiplyLines(index, products);
        index++;
        return products[place];
    }

    /// <summary>The products of the pairs' lines, for eight steps.</summary>
    private void MultiplyLines(int first, Span<Fp12Spread<TBase>> products)
    {
        double* value = _value, line = value + Fp12Lanes<TBase>.ValueLength, other = line + 3 * Length, one = other + 2 * Length;
        double* scratch = line + 7 * Length, point = _points + _walks.Length * PairLength;

        // Prepared lines have the coefficient 1 of y. The product of two such lines takes 3
        // multiplications and starts the value.
        Fp2Lanes<TBase>.SetOne(one);
        var next = 0;
        if (_prepared.Length < 2)
        {
            Fp12Lanes<TBase>.SetOne(value);
        }
        else
        {
            Evaluate(_prepared[0], first, point, line);
            Evaluate(_prepared[1], first, point + PairLength, other);
            Fp12Lanes<TBase>.MultiplyLines(value, line, line + Length, other, other + Length, scratch);
            next = 2;
        }

        for (; next < _prepared.Length; next++)
        {
            // A further prepared line, as 1 + b·w + c·w³.
            Evaluate(_prepared[next], first, point + next * PairLength, line);
            Fp12Lanes<TBase>.MultiplyByLine(value, one, line, line + Length, scratch);
        }

        for (var i = 0; i < _walks.Length; i++)
        {
            // A line of a walk has three coefficients.
            Evaluate(_walks[i], first, _points + i * PairLength, line);
            Fp12Lanes<TBase>.MultiplyByLine(value, line, line + Length, line + 2 * Length, scratch);
        }

        // Eight values in lanes become eight elements, each spread over lanes by its
        // coefficients.
        Fp12Spread<TBase>.Import(value, products);
    }

    /// <summary>Y·y, X·x and the constant.</summary>
    private static void Evaluate(G2MillerLines walk, int first, double* point, double* line)
    {
        // y scales the coefficient of y and x that of x; the constant stays. Everything is
        // a product, hence tight.
        fixed (MillerLines.Line* lines = walk.Lines) Read((Limbs*)lines, first, WalkNumbers, line);
        MillerLinesLanes<TBase>.Scale(line, line, point + Half);
        MillerLinesLanes<TBase>.Scale(line + Length, line + Length, point);
    }

    /// <summary>X·(x/y) and Constant·(1/y).</summary>
    private static void Evaluate(PreparedG2 prepared, int first, double* point, double* line)
    {
        // Only two coefficients: x/y scales that of w, and 1/y that of w³.
        fixed (PreparedG2.Line* lines = prepared.Lines) Read((Limbs*)lines, first, PreparedNumbers, line);
        MillerLinesLanes<TBase>.Scale(line, line, point);
        MillerLinesLanes<TBase>.Scale(line + Length, line + Length, point + Half);
    }

    /// <summary>Coefficients of eight lines to lanes; beyond the last line, the last line is repeated.</summary>
    private static void Read(Limbs* lines, int first, int numbers, double* line)
    {
        var limbs = stackalloc Limbs[ILanes.Count];
        for (var number = 0; number < numbers; number++)
        {
            // Lanes beyond the end repeat the last line: their products are never taken.
            for (var lane = 0; lane < ILanes.Count; lane++) limbs[lane] = lines[Math.Min(first + lane, G2MillerLines.LineCount - 1) * numbers + number];
            TBase.FromMontgomery(line + number * Half, limbs);
        }
    }
}
