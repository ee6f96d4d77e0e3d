using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>
/// <see cref="ICosetQuotient"/> in lanes: two transforms of each polynomial without reordering anything between or after them.
/// </summary>
/// <remarks>
/// <para>
/// Value i = 8b + l of the n = 8m is lane l of block b. To coefficients, with ω⁻¹: each lane for itself, all at once, is transformed by
/// decimation in frequency down to groups of eight blocks, which come in the order of reversed bits; then lane l of index k is multiplied by
/// ω^(-lk), and the eight lanes of a block are transformed among each other, which gives coefficients k + m·j, j = 0 .. 7. Coefficient i is
/// multiplied by gⁱ/n, which moves the values to the odd powers of g, and the way back, by decimation in time from reversed groups, is the
/// mirror image: values come out in order. For the transforms among lanes the eight blocks of a group are transposed.
/// </para>
/// <para>
/// Positions of one part of the first decimations stay among themselves until the last: each part is one recursive computation that finds
/// its data in the caches. Cost, in multiplications for each value and polynomial: log₂ m for the lanes' transforms both ways, and 4: two of ω and gⁱ,
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

    private readonly int _blocks = twiddles.LaneLength;

    public MsmScalars Evaluate(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, ScratchPool pool, Parallelism parallelism)
    {
        using var buffer = pool.Rent<double>(Polynomials * _blocks * Length);
        double* a = buffer.Pointer, b = a + _blocks * Length, c = b + _blocks * Length;
        parallelism.For(_blocks, Grain, (from, to) =>
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

            new Span<Limbs>(block, Lanes).Clear();
        });
        values.Dispose();
        MoveToOddPoints(a, parallelism);
        return MsmScalars.OfCanonical(_blocks * Lanes, parallelism, (first, scalars) =>
        {
            fixed (Limbs* target = scalars)
            {
                for (var i = 0; i < scalars.Length; i += Lanes)
                {
                    var block = (first + i) / Lanes * Length;
                    TLanes.MultiplySubtract(a + block, a + block, b + block, c + block);
                    TLanes.ToCanonical(target + i, a + block);
                }
            }
        });
    }

    private static void Gather(ReadOnlySpan<Fr> values, ReadOnlySpan<int> places, Limbs* block)
    {
        for (var lane = 0; lane < Lanes; lane++)
            block[lane] = places[lane] < 0 ? default : values[places[lane]].MontgomeryForm;
    }

    /// <summary>All three polynomials at once, so that there is enough to share out.</summary>
    private void MoveToOddPoints(double* polynomials, in Parallelism parallelism)
    {
        var parts = Radix(_blocks);
        var part = _blocks / parts;
        if (parts > 1)
        {
            parallelism.For(Polynomials * part, Grain, (from, to) => InEach(polynomials, part, from, to, DecimateInFrequency));
            parallelism.For(Polynomials * parts, 1, (from, to) =>
            {
                for (var i = from; i < to; i++) MovePart(polynomials + i * part * Length, i % parts * part, part);
            });
            parallelism.For(Polynomials * part, Grain, (from, to) => InEach(polynomials, part, from, to, DecimateInTime));
        }
        else parallelism.For(Polynomials, 1, (from, to) =>
        {
            for (var i = from; i < to; i++) MovePart(polynomials + i * part * Length, 0, part);
        });
    }

    /// <summary>Splits a range over all polynomials where the next one begins.</summary>
    private void InEach(double* polynomials, int part, int from, int to, Pass pass)
    {
        while (from < to)
        {
            var (polynomial, first) = Math.DivRem(from, part);
            var count = Math.Min(part - first, to - from);
            pass(polynomials + polynomial * _blocks * Length, _blocks, first, first + count);
            from += count;
        }
    }

    private delegate void Pass(double* part, int length, int from, int to);

    /// <summary>All that happens within one part, of so many blocks from such a position on.</summary>
    private void MovePart(double* part, int position, int length)
    {
        if (length == Lanes)
        {
            MoveGroup(part, position / Lanes);
            return;
        }

        var parts = Radix(length);
        var smaller = length / parts;
        DecimateInFrequency(part, length, 0, smaller);
        for (var i = 0; i < parts; i++) MovePart(part + i * smaller * Length, position + i * smaller, smaller);
        DecimateInTime(part, length, 0, smaller);
    }

    /// <summary>Two halvings at a time; one first if their number is odd; none for a single group.</summary>
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

    private double* Root(int exponent) => twiddles.Root(exponent & (_blocks - 1));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecimateInFrequencyByTwo(double* part, int length, int from, int to)
    {
        var half = length / 2;
        var step = _blocks / length;
        var memory = stackalloc double[Length + BlockAlignment.Slack];
        var difference = BlockAlignment.Align(memory);
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + half * Length;
            TLanes.Subtract(difference, a, b);
            TLanes.AddReduced(a, a, b);
            TLanes.MultiplyByScalar(b, difference, Root(-i * step));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecimateInTimeByTwo(double* part, int length, int from, int to)
    {
        var half = length / 2;
        var step = _blocks / length;
        var memory = stackalloc double[Length + BlockAlignment.Slack];
        var product = BlockAlignment.Align(memory);
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + half * Length;
            TLanes.MultiplyByScalar(product, b, Root(i * step));
            TLanes.SubtractReduced(b, a, product);
            TLanes.AddReduced(a, a, product);
        }
    }

    /// <summary>Four values to four of parts 0, 2, 1, 3: as two halvings would order them. Four multiplications, or one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecimateInFrequencyByFour(double* part, int length, int from, int to)
    {
        var quarter = length / 4;
        var step = _blocks / length;
        var memory = stackalloc double[4 * Length + BlockAlignment.Slack];
        double* s0 = BlockAlignment.Align(memory), s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;
            TLanes.Add(s0, a, c);
            TLanes.Subtract(s1, a, c);
            TLanes.Add(s2, b, d);
            TLanes.Subtract(s3, b, d);
            TLanes.MultiplyByScalar(s3, s3, Scalar(twiddles.InverseRoots, 2));
            TLanes.AddReduced(a, s0, s2);
            TLanes.SubtractReduced(b, s0, s2);
            TLanes.AddReduced(c, s1, s3);
            TLanes.SubtractReduced(d, s1, s3);
            if (i == 0) continue;
            TLanes.MultiplyByScalar(b, b, Root(-2 * i * step));
            TLanes.MultiplyByScalar(c, c, Root(-i * step));
            TLanes.MultiplyByScalar(d, d, Root(-3 * i * step));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecimateInTimeByFour(double* part, int length, int from, int to)
    {
        var quarter = length / 4;
        var step = _blocks / length;
        var memory = stackalloc double[4 * Length + BlockAlignment.Slack];
        double* s0 = BlockAlignment.Align(memory), s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        for (var i = from; i < to; i++)
        {
            double* a = part + i * Length, b = a + quarter * Length, c = b + quarter * Length, d = c + quarter * Length;
            if (i != 0)
            {
                TLanes.MultiplyByScalar(b, b, Root(2 * i * step));
                TLanes.MultiplyByScalar(c, c, Root(i * step));
                TLanes.MultiplyByScalar(d, d, Root(3 * i * step));
            }

            TLanes.Add(s0, a, b);
            TLanes.Subtract(s1, a, b);
            TLanes.Add(s2, c, d);
            TLanes.Subtract(s3, c, d);
            TLanes.MultiplyByScalar(s3, s3, Scalar(twiddles.ForwardRoots, 2));
            TLanes.AddReduced(a, s0, s2);
            TLanes.AddReduced(b, s1, s3);
            TLanes.SubtractReduced(c, s0, s2);
            TLanes.SubtractReduced(d, s1, s3);
        }
    }

    /// <summary>Eight blocks: the last steps to coefficients, among blocks and among lanes, the shift, and the first steps back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveGroup(double* group, int index)
    {
        var memory = stackalloc double[3 * Lanes * Length + BlockAlignment.Slack];
        double* lanes = BlockAlignment.Align(memory), work = lanes + Lanes * Length;
        TransformEight(group, work, twiddles.InverseRoots);
        TLanes.Transpose(lanes, group);
        var toCoefficients = twiddles.ToCoefficients(index);
        for (var i = 1; i < Lanes; i++) TLanes.Multiply(lanes + i * Length, lanes + i * Length, toCoefficients + (i - 1) * Length);
        TransformEight(lanes, work, twiddles.InverseRoots);
        for (var i = 1; i < Lanes; i++) TLanes.MultiplyByScalar(lanes + i * Length, lanes + i * Length, Scalar(twiddles.Twists, i));
        TransformEight(lanes, work, twiddles.ForwardRoots);
        var toValues = twiddles.ToValues(index);
        for (var i = 0; i < Lanes; i++) TLanes.Multiply(lanes + i * Length, lanes + i * Length, toValues + i * Length);
        TLanes.Transpose(group, lanes);
        TransformEight(group, work, twiddles.ForwardRoots);
    }

    /// <summary>
    /// Eight blocks, in order, to their transform, in order: sums and differences, then four and four. Five multiplications.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformEight(double* blocks, double* work, double* roots)
    {
        for (var i = 0; i < 4; i++)
        {
            double* a = blocks + i * Length, b = a + 4 * Length, sum = work + i * Length, difference = sum + 4 * Length;
            TLanes.AddReduced(sum, a, b);
            if (i == 0)
            {
                TLanes.SubtractReduced(difference, a, b);
                continue;
            }

            TLanes.Subtract(difference, a, b);
            TLanes.MultiplyByScalar(difference, difference, Scalar(roots, i));
        }

        TransformFour(blocks, work, work + Lanes * Length, roots);
        TransformFour(blocks + Length, work + 4 * Length, work + Lanes * Length, roots);
    }

    /// <summary>Four blocks, one after another, to every second block of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformFour(double* result, double* blocks, double* work, double* roots)
    {
        double* a = blocks, b = a + Length, c = b + Length, d = c + Length;
        double* s0 = work, s1 = s0 + Length, s2 = s1 + Length, s3 = s2 + Length;
        TLanes.Add(s0, a, c);
        TLanes.Subtract(s1, a, c);
        TLanes.Add(s2, b, d);
        TLanes.Subtract(s3, b, d);
        TLanes.MultiplyByScalar(s3, s3, Scalar(roots, 2));
        TLanes.AddReduced(result, s0, s2);
        TLanes.AddReduced(result + 2 * Length, s1, s3);
        TLanes.SubtractReduced(result + 4 * Length, s0, s2);
        TLanes.SubtractReduced(result + 6 * Length, s1, s3);
    }

    private static double* Scalar(double* scalars, int index) => scalars + index * IFieldLanes.ScalarLength;
}
