using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <content>
/// The complete formulas, correct for every pair: lanes with a special pair get a different denominator, or a replaced sum. An adversary may choose points
/// such that every pair is special.
/// </content>
internal sealed unsafe partial class BatchAdder<TLanes, TBase>
{
    private const int AllLanes = (1 << ILanes.Count) - 1;

    [MethodImpl(Kernel.Optimized)]
    private void AddAny<TPairs>(in TPairs pairs, int first, int count)
        where TPairs : struct, IPointPairs
    {
        // Scratch blocks: two inverses and a product, then denominator, numerator and three
        // free blocks, then a copy of the first points, and zero.
        var length = TLanes.BlockLength;
        var held = Held * length;
        var stride = held + TPairs.HeldBlocks * length;
        var blocks = _blocks.Pointer;
        double* work = blocks + 3 * length, free = work + 2 * length, copy = free + 3 * length, zero = copy + 2 * length;
        new Span<double>(zero, length).Clear();
        var exceptions = _exceptions.Pointer;
        var prefix = Start(stride);
        for (var i = 0; i < count; i++, prefix += stride)
        {
            // Forward pass: Prepare replaces the denominators of special pairs, so that no
            // prefix product becomes zero.
            pairs.Prefetch(first + i + PrefetchGroups);

            // Packed points are unpacked into the memory of the batch; points in lanes are
            // used in place.
            pairs.Load(first + i, prefix + held);
            double* one = pairs.First(first + i, prefix + held), other = pairs.Second(first + i, prefix + held);
            exceptions[i] = Classify(one, other, work);
            Prepare(one, other, exceptions[i], work);
            TLanes.StoreNorm(prefix + OwnNorm, work, zero, free);
            TLanes.MultiplyByNorm(prefix + 2 * stride, prefix + OwnNorm, work, zero, prefix);
        }

        // All denominators are nonzero, so the inversion cannot fail.
        Invert(prefix, stride);
        for (var i = count - 1; i >= 0; i--)
        {
            // As in the usual case only prefix products are kept; denominators and
            // numerators are computed a second time.
            prefix -= stride;
            double* one = pairs.First(first + i, prefix + held), other = pairs.Second(first + i, prefix + held);
            Prepare(one, other, exceptions[i], work);

            // Add overwrites the first points, which a replaced sum may need.
            Unsafe.CopyBlock(copy, one, 2 * (uint)length * sizeof(double));

            // Counted from the end, odd groups belong to the chain of the last group, with
            // the inverse in the second block.
            Add(prefix, one, other, work, zero, work + length, zero, blocks + (count - i) % 2 * length, free);

            // Most groups have no special lane, even in a batch with some.
            if (exceptions[i] != 0) Replace(one, copy, other, exceptions[i]);
            pairs.Finish(first + i, prefix + held);
        }
    }

    /// <summary>The lanes, as bits, with the sum equal to the first point, to the second, to infinity, or to a double: 8 bits each.</summary>
    private static int Classify(double* first, double* second, double* work)
    {
        // No point of either curve has y = 0, because both group orders are odd. Only
        // infinity, encoded as (0, 0), has y = 0.
        var length = TLanes.BlockLength;
        var firstOnly = TLanes.ZeroLanes(second + length);

        // Infinity plus infinity counts as the first case, where the sum is the first
        // point. So the four sets of lanes are disjoint, and fit into the four bytes of an
        // integer.
        var secondOnly = TLanes.ZeroLanes(first + length) & ~firstOnly;

        // For equal x the points are equal or opposite, because y² = x³ + b has no further
        // solution.
        TLanes.Subtract(work, second, first);
        var sameX = TLanes.ZeroLanes(work) & ~(firstOnly | secondOnly);
        TLanes.Subtract(work, second + length, first + length);

        // Most batches have no equal x in any lane, and skip the second test.
        var equal = sameX == 0 ? 0 : sameX & TLanes.ZeroLanes(work);
        return firstOnly | secondOnly << ILanes.Count | (sameX & ~equal) << 2 * ILanes.Count | equal << 3 * ILanes.Count;
    }

    /// <summary>The denominators of λ, and in the next block the numerators. The work area is four blocks.</summary>
    private static void Prepare(double* first, double* second, int exceptions, double* work)
    {
        var length = TLanes.BlockLength;
        double* dx = work, dy = work + length, other = work + 2 * length;

        // Coordinates are reduced, so differences are loose and at most (1 + 2^-39)·m.
        TLanes.Subtract(dx, second, first);
        TLanes.Subtract(dy, second + length, first + length);
        if (exceptions == 0) return;
        TLanes.SetOne(other);

        // A sum without λ gets the denominator 1, which leaves the product of its chain
        // unchanged.
        TLanes.Select(dx, dx, other, (exceptions | exceptions >> ILanes.Count | exceptions >> 2 * ILanes.Count) & AllLanes);
        var equal = exceptions >> 3 * ILanes.Count & AllLanes;
        if (equal == 0) return;

        // A double needs the tangent, λ = 3x²/2y. 2y is nonzero, because no point has order
        // 2. https://hyperelliptic.org/EFD/g1p/auto-shortw.html
        var square = other + length;
        TLanes.Add(other, first + length, first + length);
        TLanes.Select(dx, dx, other, equal);

        // The square is reduced before the sum 2x² + x²: two reduced parts stay loose, at
        // most about m, as a numerator may be.
        TLanes.Square(square, first);
        TLanes.Reduce(square, square);
        TLanes.AddReduced(other, square, square);
        TLanes.Add(other, other, square);
        TLanes.Select(dy, dy, other, equal);
    }

    /// <summary>Replaces the sums that λ does not determine.</summary>
    private void Replace(double* sum, double* first, double* second, int exceptions)
    {
        var length = TLanes.BlockLength;

        // Opposite points have the sum infinity. From now on every batch has to expect
        // infinity among its operands.
        var infinite = exceptions >> 2 * ILanes.Count & AllLanes;
        if (infinite != 0) MayMeetInfinity = true;
        for (var i = 0; i < 2; i++, sum += length, first += length, second += length)
        {
            // A point plus infinity is the point, first or second.
            TLanes.Select(sum, sum, first, exceptions & AllLanes);
            TLanes.Select(sum, sum, second, exceptions >> ILanes.Count & AllLanes);
            if (infinite == 0) continue;

            // x - x is zero in every lane, and (0, 0) encodes infinity.
            TLanes.Subtract(first, first, first);
            TLanes.Select(sum, sum, first, infinite);
        }
    }
}
