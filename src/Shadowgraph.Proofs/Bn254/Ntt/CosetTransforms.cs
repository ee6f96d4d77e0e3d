using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>
/// Moves polynomials from their values over a domain to their values at the odd points of the double domain, in lanes: two transforms of each,
/// without reordering between or after the transforms.
/// </summary>
/// <param name="twiddles">The factors for the domain.</param>
/// <param name="polynomialCount">The number of polynomials: a root is read once for all of them.</param>
/// <remarks>
/// <para>
/// Value i = 8b + l of the n = 8m values is lane l of block b. To coefficients, with ω⁻¹: each lane, all lanes at once, is transformed by decimation
/// in frequency down to groups of eight blocks, in the order of reversed bits; then lane l of index k is multiplied by ω^(-lk), and the eight lanes
/// of a block are transformed among each other, which gives coefficients k + m·j, j = 0 .. 7. Coefficient i is multiplied by gⁱ/n, which moves the
/// values to the odd powers of g, and the way back, by decimation in time from reversed groups, is the mirror image: values come out in order. For
/// the transforms among lanes the eight blocks of a group are transposed.
/// </para>
/// <para>
/// Positions of a part of the first decimations stay within the part until the last decimations: each part is a recursive computation with its
/// data in the caches. Cost, in multiplications per value and polynomial: log₂ m for the lanes' transforms in both directions, and 4: two by ω and gⁱ,
/// five in each transform of eight.
/// </para>
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class CosetTransforms<TLanes>(CosetTwiddles<TLanes> twiddles, int polynomialCount)
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;
    private const int Grain = 32;
    private const int AllLanes = (1 << Lanes) - 1;
    private const int PartsPerThread = 2;

    private readonly int _blocks = twiddles.LaneLength;
    private readonly int _half = twiddles.LaneLength / 2;
    private readonly long _distance = (long)twiddles.LaneLength * Length;

    /// <summary>Transforms the polynomials in place.</summary>
    /// <param name="polynomials">One after the other, n/8 blocks of tight values each. Blocks of wide values afterwards.</param>
    /// <param name="parallelism">Threads, and the cancellation.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the values are invalid.</exception>
    public void MoveToOddPoints(double* polynomials, in Parallelism parallelism) => MoveToOddPoints(polynomials, _blocks, parallelism);

    /// <summary>Transforms parts of a length in blocks, of all polynomials together.</summary>
    private void MoveToOddPoints(double* polynomials, int length, in Parallelism parallelism)
    {
        // A decimation splits the polynomials into independent parts, which the mirrored
        // decimation joins again. Parts are split again until each thread has at least two.
        var parts = _blocks / length;
        if (length > Lanes && parts < PartsPerThread * parallelism.Degree)
        {
            InEachPart(polynomials, length, DecimateInFrequency, parallelism);
            MoveToOddPoints(polynomials, length / Radix(length), parallelism);
            InEachPart(polynomials, length, DecimateInTime, parallelism);
            return;
        }

        // Each part runs depth first on a single thread, with its data in the caches of
        // that core.
        var cancellation = parallelism.Cancellation;
        parallelism.For(parts, 1, (from, to) =>
        {
            for (var i = from; i < to; i++) MovePart(polynomials + (long)i * length * Length, i * length, length, cancellation);
        });
    }

    /// <summary>
    /// A pass over all parts of a length. The positions of all parts form one loop: with many threads, a loop over a single part would be too short.
    /// </summary>
    private void InEachPart(double* polynomials, int length, Pass pass, in Parallelism parallelism)
    {
        var positions = length / Radix(length);
        parallelism.For(_blocks / length * positions, Grain, (from, to) =>
        {
            // The range ends within a part, or extends over several.
            while (from < to)
            {
                var (part, first) = Math.DivRem(from, positions);
                var count = Math.Min(positions - first, to - from);
                pass(polynomials + (long)part * length * Length, length, first, first + count);
                from += count;
            }
        });
    }

    private delegate void Pass(double* part, int length, int from, int to);

    /// <summary>All steps within a part of each polynomial, given by its place in the first, its position and its length in blocks.</summary>
    private void MovePart(double* part, int position, int length, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();

        // A single group ends the recursion.
        if (length == Lanes)
        {
            for (var p = 0; p < polynomialCount; p++) MoveGroup(part + p * _distance, position / Lanes);
            return;
        }

        // Down one or two layers, then each part in turn, then up again: the mirror image
        // restores the order of values.
        var parts = Radix(length);
        var smaller = length / parts;
        DecimateInFrequency(part, length, 0, smaller);
        for (var i = 0; i < parts; i++) MovePart(part + i * smaller * Length, position + i * smaller, smaller, cancellation);
        DecimateInTime(part, length, 0, smaller);
    }

    /// <summary>Two layers at a time; first a single layer if the number of layers is odd; none for a single group.</summary>
    private static int Radix(int length) => length == Lanes ? 1 : (int.Log2(length / Lanes) & 1) != 0 ? 2 : 4;

    private void DecimateInFrequency(double* part, int length, int from, int to)
    {
        if (Radix(length) == 2) DecimateInFrequencyByTwo(part, length, from, to);
        else DecimateInFrequencyByFour(part, length, from, to);
    }

    private void DecimateInTime(double* part, int length, int from, int to)
    {
        if (Radix(length) == 2) DecimateInTimeByTwo(part, length, from, to);
        else DecimateInTimeByFour(part, length, from, to);
    }

    // In all passes i runs outside of the polynomials: a root is read once for all.
    [MethodImpl(Kernel.Optimized)]
    private void DecimateInFrequencyByTwo(double* part, int length, int from, int to)
    {
        // A layer of decimation in frequency: a + b to the first half, (a - b)·ω^-i to the
        // second half.
        var half = length / 2;
        var step = _blocks / length;
        var memory = stackalloc double[Length + BlockAlignment.Slack];
        var difference = BlockAlignment.Align(memory);
        for (var i = from; i < to; i++)
        {
            // ω^(8m/2) is -1: the roots with negative exponents are negated roots.
            var root = twiddles.Root(_half - i * step);
            for (var p = 0; p < polynomialCount; p++)
            {
                double* a = part + p * _distance + i * Length, b = a + half * Length;
                if (i == 0)
                {
                    // The root is 1.
                    TLanes.SubtractReduced(difference, a, b);
                    TLanes.AddReduced(a, a, b);
                    Unsafe.CopyBlock(b, difference, Length * sizeof(double));
                    continue;
                }

                TLanes.Subtract(difference, b, a);
                TLanes.AddReduced(a, a, b);
                TLanes.MultiplyByConstant(b, difference, root);
            }
        }
    }

    [MethodImpl(Kernel.Optimized)]
    private void DecimateInTimeByTwo(double* part, int length, int from, int to)
    {
        // A layer of decimation in time: the root first, then sum and difference.
        var half = length / 2;
        var step = _blocks / length;
        var memory = stackalloc double[Length + BlockAlignment.Slack];
        var product = BlockAlignment.Align(memory);
        for (var i = from; i < to; i++)
        {
            var root = twiddles.Root(i * step);
            for (var p = 0; p < polynomialCount; p++)
            {
                // Wide values: tight after a product or a reduction.
                double* a = part + p * _distance + i * Length, b = a + half * Length;
                TLanes.Reduce(a, a);
                if (i == 0) TLanes.Reduce(product, b);
                else TLanes.MultiplyByConstant(product, b, root);
                TLanes.Subtract(b, a, product);
                TLanes.Add(a, a, product);
            }
        }
    }

    /// <summary>Two layers for four values, to parts 0, 2, 1, 3: the order of two single layers. Four multiplications, or one.</summary>
    [MethodImpl(Kernel.Optimized)]
    private void DecimateInFrequencyByFour(double* part, int length, int from, int to)
    {
        // Two layers in one pass over memory, which halves the loads and stores.
        var quarter = length / 4;
        var step = _blocks / length;
        var memory = stackalloc double[4 * Length + BlockAlignment.Slack];
        double* s0 = BlockAlignment.Align(memory), s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        var turn = Constant(twiddles.InverseRoots, 2);
        for (var i = from; i < to; i++)
        {
            // ω^(8m/2) is -1, so a root with an exponent above -m/2 is a negated root with a
            // positive exponent: the first two always, the third only up to there.
            var turned = 3 * i * step;
            var isNegated = turned < _half;
            double* ofB = twiddles.Root(_half - 2 * i * step), ofC = twiddles.Root(_half - i * step);
            var ofD = twiddles.Root((isNegated ? _half : _blocks) - turned);
            for (var p = 0; p < polynomialCount; p++)
            {
                double* a = part + p * _distance + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;

                // Tight values: sums and differences of two are loose. ω^(-n/4), a fourth
                // root of unity, turns a difference, which is tight afterwards. The
                // differences are negated.
                TLanes.Add(s0, a, c);
                TLanes.Subtract(s1, c, a);
                TLanes.Add(s2, b, d);
                TLanes.Subtract(s3, d, b);
                TLanes.MultiplyByConstant(s3, s3, turn);
                TLanes.AddReduced(a, s0, s2);
                if (i == 0)
                {
                    // All roots are 1.
                    TLanes.SubtractReduced(b, s0, s2);
                    TLanes.AddReduced(c, s1, s3);
                    TLanes.Negate(c, c, AllLanes);
                    TLanes.SubtractReduced(d, s3, s1);
                    continue;
                }

                // Wide sums of four tight values, which the products make tight.
                TLanes.Subtract(s0, s2, s0);
                TLanes.MultiplyByConstant(b, s0, ofB);
                TLanes.Add(s2, s1, s3);
                TLanes.MultiplyByConstant(c, s2, ofC);
                if (isNegated) TLanes.Subtract(s3, s1, s3);
                else TLanes.Subtract(s3, s3, s1);
                TLanes.MultiplyByConstant(d, s3, ofD);
            }
        }
    }

    [MethodImpl(Kernel.Optimized)]
    private void DecimateInTimeByFour(double* part, int length, int from, int to)
    {
        // The mirror image of the two layers in frequency: roots first.
        var quarter = length / 4;
        var step = _blocks / length;
        var memory = stackalloc double[4 * Length + BlockAlignment.Slack];
        double* s0 = BlockAlignment.Align(memory), s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        var turn = Constant(twiddles.ForwardRoots, 2);
        for (var i = from; i < to; i++)
        {
            // From ω^(8m/2) = -1 on, the third root is a negated root.
            var turned = 3 * i * step;
            var isNegated = turned >= _half;
            double* ofB = twiddles.Root(2 * i * step), ofC = twiddles.Root(i * step);
            var ofD = twiddles.Root(isNegated ? turned - _half : turned);
            for (var p = 0; p < polynomialCount; p++)
            {
                double* a = part + p * _distance + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;

                // Wide values: tight after a product or a reduction.
                TLanes.Reduce(a, a);
                if (i == 0)
                {
                    // All roots are 1.
                    TLanes.Reduce(b, b);
                    TLanes.Reduce(c, c);
                    TLanes.Reduce(d, d);
                }
                else
                {
                    TLanes.MultiplyByConstant(b, b, ofB);
                    TLanes.MultiplyByConstant(c, c, ofC);
                    TLanes.MultiplyByConstant(d, d, ofD);
                }

                TLanes.Add(s0, a, b);
                TLanes.Subtract(s1, a, b);
                TLanes.Add(isNegated ? s3 : s2, c, d);
                TLanes.Subtract(isNegated ? s2 : s3, c, d);
                TLanes.MultiplyByConstant(s3, s3, turn);

                // Sums of four tight values: wide.
                TLanes.Add(a, s0, s2);
                TLanes.Add(b, s1, s3);
                TLanes.Subtract(c, s0, s2);
                TLanes.Subtract(d, s1, s3);
            }
        }
    }

    /// <summary>Eight blocks: the last steps to coefficients, among blocks and among lanes, the shift, and the first steps back.</summary>
    [MethodImpl(Kernel.Optimized)]
    private void MoveGroup(double* group, int index)
    {
        // Blocks, lanes and work of eight blocks each stay in the first-level cache.
        var memory = stackalloc double[3 * Lanes * Length + BlockAlignment.Slack];
        double* lanes = BlockAlignment.Align(memory), work = lanes + Lanes * Length;
        TransformEight(group, work, twiddles.InverseRoots);

        // Block l now holds lane l of the group's eight indices k, one k per lane.
        TLanes.Transpose(lanes, group);
        var toCoefficients = twiddles.ToCoefficients(index);

        // Factors ω^(-lk) between the transform of each lane and the transform among lanes;
        // lane 0 needs none. Wide values times reduced factors.
        TLanes.Reduce(lanes, lanes);
        for (var i = 1; i < Lanes; i++) TLanes.Multiply(lanes + i * Length, lanes + i * Length, toCoefficients + (i - 1) * Length);

        // Coefficients k + m·j, with j in the place of l.
        TransformEight(lanes, work, twiddles.InverseRoots);

        // The shift of coefficient k + m·j is g^(k + mj)/n: g^(mj) here, g^k/n within the
        // next factors.
        TLanes.Reduce(lanes, lanes);
        for (var i = 1; i < Lanes; i++) TLanes.MultiplyByConstant(lanes + i * Length, lanes + i * Length, Constant(twiddles.Twists, i));

        // Back to values, now at the odd powers of g.
        TransformEight(lanes, work, twiddles.ForwardRoots);
        var toValues = twiddles.ToValues(index);

        // Factors ω^(lk)·g^k/n, for lane 0 too.
        for (var i = 0; i < Lanes; i++) TLanes.Multiply(lanes + i * Length, lanes + i * Length, toValues + i * Length);
        TLanes.Transpose(group, lanes);
        TransformEight(group, work, twiddles.ForwardRoots);
    }

    /// <summary>
    /// Transforms eight tight blocks, in order, to eight wide blocks, in order: sums and differences, then four and four. Five multiplications.
    /// </summary>
    [MethodImpl(Kernel.Optimized)]
    private static void TransformEight(double* blocks, double* work, double* roots)
    {
        for (var i = 0; i < 4; i++)
        {
            // The first layer of an eight-point transform: sums lead to even results,
            // differences times roots to odd results.
            double* a = blocks + i * Length, b = a + 4 * Length, sum = work + i * Length, difference = sum + 4 * Length;
            TLanes.AddReduced(sum, a, b);
            if (i == 0)
            {
                // The root of index 0 is 1: no multiplication.
                TLanes.SubtractReduced(difference, a, b);
                continue;
            }

            TLanes.Subtract(difference, a, b);
            TLanes.MultiplyByConstant(difference, difference, Constant(roots, i));
        }

        // Two transforms of four, written alternately: the results are in natural order.
        TransformFour(blocks, work, work + Lanes * Length, roots);
        TransformFour(blocks + Length, work + 4 * Length, work + Lanes * Length, roots);
    }

    /// <summary>Transforms four consecutive tight blocks to every second block of the result, wide.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void TransformFour(double* result, double* blocks, double* work, double* roots)
    {
        double* a = blocks, b = a + Length, c = b + Length, d = c + Length;
        double* s0 = work, s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        TLanes.Add(s0, a, c);
        TLanes.Subtract(s1, a, c);
        TLanes.Add(s2, b, d);
        TLanes.Subtract(s3, b, d);

        // The fourth root of unity is the only factor of a four-point transform.
        TLanes.MultiplyByConstant(s3, s3, Constant(roots, 2));
        TLanes.Add(result, s0, s2);
        TLanes.Add(result + 2 * Length, s1, s3);
        TLanes.Subtract(result + 4 * Length, s0, s2);
        TLanes.Subtract(result + 6 * Length, s1, s3);
    }

    private static double* Constant(double* constants, int index) => constants + index * TLanes.ConstantLength;
}
