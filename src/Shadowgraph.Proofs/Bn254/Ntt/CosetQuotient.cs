using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>
/// <see cref="ICosetQuotient"/> in lanes: two transforms of each polynomial, without reordering between or after the transforms.
/// </summary>
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
internal sealed unsafe class CosetQuotient<TLanes>(CosetTwiddles<TLanes> twiddles) : ICosetQuotient
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;
    private const int Polynomials = 3;
    private const int Grain = 128;
    private const int PartsPerThread = 2;

    private readonly int _blocks = twiddles.LaneLength;

    public MsmScalars Evaluate(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, ScratchPool pool, Parallelism parallelism)
    {
        // Three polynomials, 40 doubles per eight values: a quarter more memory than
        // scalars.
        using var buffer = pool.Rent<double>(Polynomials * _blocks * Length);
        double* a = buffer.Pointer, b = a + _blocks * Length, c = b + _blocks * Length;
        parallelism.For(_blocks, Grain, (from, to) =>
        // Rows that occur in several constraints have a single value, so values are looked
        // up. FromMontgomery leaves products, at most r with AVX2 (r the modulus), and
        // C = A·B at most r², within the limit 1.3·r² of a multiplication.
        {
            var block = stackalloc Limbs[Lanes];
            ReadOnlySpan<int> lefts = left.Span, rights = right.Span;
            for (var i = from; i < to; i++)
            {
                Gather(values.Span, lefts.Slice(i * Lanes, Lanes), block);
                TLanes.FromMontgomery(a + i * Length, block);
                Gather(values.Span, rights.Slice(i * Lanes, Lanes), block);
                TLanes.FromMontgomery(b + i * Length, block);
                TLanes.Multiply(c + i * Length, a + i * Length, b + i * Length);
            }

            // Values depend on the witness.
            new Span<Limbs>(block, Lanes).Clear();
        });

        // From here on the polynomials are only in lanes: the values return to the pool
        // before the transforms.
        values.Dispose();
        MoveToOddPoints(a, _blocks, parallelism);
        return MsmScalars.OfCanonical(_blocks * Lanes, parallelism, (first, scalars) =>
        {
            fixed (Limbs* target = scalars)
            {
                for (var i = 0; i < scalars.Length; i += Lanes)
                {
                    // The transforms end with reduced values: a·b is at most r²/4 and c at
                    // most r/2, so a·b - c comes out reduced in one pass, and converts
                    // directly to a canonical integer for the multi-scalar multiplication.
                    var block = (first + i) / Lanes * Length;
                    TLanes.MultiplySubtract(a + block, a + block, b + block, c + block);
                    TLanes.ToCanonical(target + i, a + block);
                }
            }
        });
    }

    private static void Gather(ReadOnlySpan<Fr> values, ReadOnlySpan<int> places, Limbs* block)
    {
        // A place of -1 is an empty row, with the value 0.
        for (var lane = 0; lane < Lanes; lane++)
            block[lane] = places[lane] < 0 ? default : values[places[lane]].MontgomeryForm;
    }

    /// <summary>Transforms all three polynomials together, so that there is enough work to share; in parts of a length in blocks.</summary>
    private void MoveToOddPoints(double* polynomials, int length, in Parallelism parallelism)
    {
        // A decimation splits a polynomial into independent parts, which the mirrored
        // decimation joins again. The first parts are split again until each thread has at
        // least two: twelve parts in total suffice for six threads.
        var parts = _blocks / length;
        if (length > Lanes && (parts == 1 || Polynomials * parts < PartsPerThread * parallelism.Degree))
        {
            InEachPart(polynomials, length, DecimateInFrequency, parallelism);
            MoveToOddPoints(polynomials, length / Radix(length), parallelism);
            InEachPart(polynomials, length, DecimateInTime, parallelism);
            return;
        }

        // Each part runs depth first on a single thread, with its data in the caches of
        // that core.
        parallelism.For(Polynomials * parts, 1, (from, to) =>
        {
            for (var i = from; i < to; i++) MovePart(polynomials + (long)i * length * Length, i % parts * length, length);
        });
    }

    /// <summary>
    /// A pass over all parts of a length, in all polynomials. The positions of all parts form one loop: with many threads, a loop over a single part
    /// would be too short.
    /// </summary>
    private void InEachPart(double* polynomials, int length, Pass pass, in Parallelism parallelism)
    {
        var positions = length / Radix(length);
        parallelism.For(Polynomials * (_blocks / length) * positions, Grain, (from, to) =>
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

    /// <summary>All steps within a part, given by its length in blocks and its position.</summary>
    private void MovePart(double* part, int position, int length)
    {
        // A single group ends the recursion.
        if (length == Lanes)
        {
            MoveGroup(part, position / Lanes);
            return;
        }

        // Down one or two layers, then each part in turn, then up again: the mirror image
        // restores the order of values.
        var parts = Radix(length);
        var smaller = length / parts;
        DecimateInFrequency(part, length, 0, smaller);
        for (var i = 0; i < parts; i++) MovePart(part + i * smaller * Length, position + i * smaller, smaller);
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

    // ω^8 has order m, so exponents count modulo m: negative exponents are inverse roots.
    private double* Root(int exponent) => twiddles.Root(exponent & (_blocks - 1));

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
            double* a = part + i * Length, b = a + half * Length;

            // Both reduced: sums of sums would exceed the four products that a reduction
            // accepts, and a root times a loose difference would be more than a product.
            TLanes.SubtractReduced(difference, a, b);
            TLanes.AddReduced(a, a, b);
            TLanes.MultiplyByConstant(b, difference, Root(-i * step));
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
            double* a = part + i * Length, b = a + half * Length;

            // A reduced value times a reduced root: the product is tight, and sums with a
            // reduced value are far below four products.
            TLanes.MultiplyByConstant(product, b, Root(i * step));
            TLanes.SubtractReduced(b, a, product);
            TLanes.AddReduced(a, a, product);
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
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;

            // Products or reduced values: sums and differences of two are loose.
            TLanes.Add(s0, a, c);
            TLanes.Subtract(s1, a, c);
            TLanes.Add(s2, b, d);
            TLanes.Subtract(s3, b, d);

            // ω^(-n/4), a fourth root of unity, turns the difference, to at most one and a
            // half products.
            TLanes.MultiplyByConstant(s3, s3, Constant(twiddles.InverseRoots, 2));

            // Together at most four products, the limit of a reduction. All four results
            // are reduced.
            TLanes.AddReduced(a, s0, s2);
            TLanes.SubtractReduced(b, s0, s2);
            TLanes.AddReduced(c, s1, s3);
            TLanes.SubtractReduced(d, s1, s3);

            // At position 0 all roots are 1.
            if (i == 0) continue;
            TLanes.MultiplyByConstant(b, b, Root(-2 * i * step));
            TLanes.MultiplyByConstant(c, c, Root(-i * step));
            TLanes.MultiplyByConstant(d, d, Root(-3 * i * step));
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
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;

            // Reduced values times reduced roots: products, hence tight.
            if (i != 0)
            {
                TLanes.MultiplyByConstant(b, b, Root(2 * i * step));
                TLanes.MultiplyByConstant(c, c, Root(i * step));
                TLanes.MultiplyByConstant(d, d, Root(3 * i * step));
            }

            // A reduced value and products: sums of two are loose.
            TLanes.Add(s0, a, b);
            TLanes.Subtract(s1, a, b);
            TLanes.Add(s2, c, d);
            TLanes.Subtract(s3, c, d);
            TLanes.MultiplyByConstant(s3, s3, Constant(twiddles.ForwardRoots, 2));

            // Together at most four products. Reduced results may enter the next layer
            // without a further step.
            TLanes.AddReduced(a, s0, s2);
            TLanes.AddReduced(b, s1, s3);
            TLanes.SubtractReduced(c, s0, s2);
            TLanes.SubtractReduced(d, s1, s3);
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
        // lane 0 needs none. A reduced value times a product: at most r²/2.
        for (var i = 1; i < Lanes; i++) TLanes.Multiply(lanes + i * Length, lanes + i * Length, toCoefficients + (i - 1) * Length);

        // Coefficients k + m·j, with j in the place of l.
        TransformEight(lanes, work, twiddles.InverseRoots);

        // The shift of coefficient k + m·j is g^(k + mj)/n: g^(mj) here, g^k/n within the
        // next factors.
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
    /// Transforms eight blocks, in order, to eight blocks, in order: sums and differences, then four and four. Five multiplications.
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
            TLanes.SubtractReduced(difference, a, b);

            // The root of index 0 is 1.
            if (i > 0) TLanes.MultiplyByConstant(difference, difference, Constant(roots, i));
        }

        // Two transforms of four, written alternately: the results are in natural order.
        TransformFour(blocks, work, work + Lanes * Length, roots);
        TransformFour(blocks + Length, work + 4 * Length, work + Lanes * Length, roots);
    }

    /// <summary>Transforms four consecutive blocks to every second block of the result.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void TransformFour(double* result, double* blocks, double* work, double* roots)
    {
        double* a = blocks, b = a + Length, c = b + Length, d = c + Length;
        double* s0 = work, s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;

        // Reduced values or products: loose sums and differences.
        TLanes.Add(s0, a, c);
        TLanes.Subtract(s1, a, c);
        TLanes.Add(s2, b, d);
        TLanes.Subtract(s3, b, d);

        // The fourth root of unity is the only factor of a four-point transform.
        TLanes.MultiplyByConstant(s3, s3, Constant(roots, 2));

        // s0, s1 and s2 have at most two products each, s3 one and a half: at most four
        // together.
        TLanes.AddReduced(result, s0, s2);
        TLanes.AddReduced(result + 2 * Length, s1, s3);
        TLanes.SubtractReduced(result + 4 * Length, s0, s2);
        TLanes.SubtractReduced(result + 6 * Length, s1, s3);
    }

    private static double* Constant(double* constants, int index) => constants + index * IFieldLanes.ConstantLength;
}
