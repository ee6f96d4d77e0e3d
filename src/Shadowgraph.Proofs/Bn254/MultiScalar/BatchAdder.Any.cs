using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <content>
/// What is right for every pair: lanes whose pair is not a usual one get another denominator, or their sums afterwards. An adversary may
/// choose points so that no pair is a usual one.
/// </content>
internal sealed unsafe partial class BatchAdder<TLanes>
{
    private const int AllLanes = (1 << ILanes.Count) - 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAny<TPairs>(in TPairs pairs, int first, int count)
        where TPairs : struct, IPointPairs
    {
        var length = TLanes.BlockLength;
        var held = Held * length;
        var stride = held + TPairs.HeldBlocks * length;
        var blocks = _blocks.Pointer;
        double* work = blocks + 3 * length, copy = work + 4 * length;
        var exceptions = _exceptions.Pointer;
        var prefix = Start(stride);
        for (var i = 0; i < count; i++, prefix += stride)
        {
            pairs.Prefetch(first + i + PrefetchGroups);
            pairs.Load(first + i, prefix + held);
            double* one = pairs.First(first + i, prefix + held), other = pairs.Second(first + i, prefix + held);
            exceptions[i] = Classify(one, other, work);
            Prepare(one, other, exceptions[i], work);
            TLanes.Multiply(prefix + 2 * stride, work, prefix);
        }

        // No denominator is zero.
        Invert(prefix, stride);
        for (var i = count - 1; i >= 0; i--)
        {
            prefix -= stride;
            double* one = pairs.First(first + i, prefix + held), other = pairs.Second(first + i, prefix + held);
            Prepare(one, other, exceptions[i], work);
            Unsafe.CopyBlock(copy, one, 2 * (uint)length * sizeof(double));
            Add(prefix, one, other, blocks + (count - i) % 2 * length, work);
            if (exceptions[i] != 0) Replace(one, copy, other, exceptions[i]);
            pairs.Finish(first + i, prefix + held);
        }
    }

    /// <summary>The lanes, as bits, whose sum is the first point, the second one, infinity, or a double: 8 bits each.</summary>
    private static int Classify(double* first, double* second, double* work)
    {
        // No point of either curve has y = 0, for their orders are odd: only infinity, which is (0, 0), has.
        var length = TLanes.BlockLength;
        var firstOnly = TLanes.ZeroLanes(second + length);
        var secondOnly = TLanes.ZeroLanes(first + length) & ~firstOnly;
        TLanes.Subtract(work, second, first);
        var sameX = TLanes.ZeroLanes(work) & ~(firstOnly | secondOnly);
        TLanes.Subtract(work, second + length, first + length);
        var equal = sameX == 0 ? 0 : sameX & TLanes.ZeroLanes(work);
        return firstOnly | secondOnly << ILanes.Count | (sameX & ~equal) << 2 * ILanes.Count | equal << 3 * ILanes.Count;
    }

    /// <summary>The denominators of λ, and in the next block the numerators. The work is four blocks.</summary>
    private static void Prepare(double* first, double* second, int exceptions, double* work)
    {
        var length = TLanes.BlockLength;
        double* dx = work, dy = work + length, other = work + 2 * length;
        TLanes.Subtract(dx, second, first);
        TLanes.Subtract(dy, second + length, first + length);
        if (exceptions == 0) return;
        TLanes.SetOne(other);
        TLanes.Select(dx, dx, other, (exceptions | exceptions >> ILanes.Count | exceptions >> 2 * ILanes.Count) & AllLanes);
        var equal = exceptions >> 3 * ILanes.Count & AllLanes;
        if (equal == 0) return;

        // The tangent's 3x² / 2y.
        var square = other + length;
        TLanes.Add(other, first + length, first + length);
        TLanes.Select(dx, dx, other, equal);
        TLanes.Square(square, first);
        TLanes.Reduce(square, square);
        TLanes.AddReduced(other, square, square);
        TLanes.Add(other, other, square);
        TLanes.Select(dy, dy, other, equal);
    }

    /// <summary>Puts sums that λ does not give where they belong.</summary>
    private void Replace(double* sum, double* first, double* second, int exceptions)
    {
        var length = TLanes.BlockLength;
        var infinite = exceptions >> 2 * ILanes.Count & AllLanes;
        if (infinite != 0) MayMeetInfinity = true;
        for (var i = 0; i < 2; i++, sum += length, first += length, second += length)
        {
            TLanes.Select(sum, sum, first, exceptions & AllLanes);
            TLanes.Select(sum, sum, second, exceptions >> ILanes.Count & AllLanes);
            if (infinite == 0) continue;
            TLanes.Subtract(first, first, first);
            TLanes.Select(sum, sum, first, infinite);
        }
    }
}
