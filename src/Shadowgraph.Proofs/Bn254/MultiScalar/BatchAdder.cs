using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Adds points, eight pairs at a time, many of which share an inversion by Montgomery's trick: 5M + 1S for each, of which 3M are
/// the inversion's share.
/// </summary>
/// <remarks>
/// The usual sum, λ = (y₂ - y₁) / (x₂ - x₁), divides by zero where the points are equal or opposite, and then the product of all
/// denominators is zero in that lane. So one test for a whole batch tells whether any pair needs care; only then the batch is added
/// by what is right for every pair. Points at infinity show in no product: care is the rule from where they may occur.
/// </remarks>
internal sealed unsafe partial class BatchAdder<TLanes> : IDisposable
    where TLanes : struct, ILanes
{
    private const int PrefetchGroups = 8;

    // Of a group only the product of the denominators before it is kept; after it come its points, if they are held.
    private const int Held = 1, MostHeld = 4;

    private readonly CancellationToken _cancellation;
    private readonly ScratchBuffer<double> _groups;
    private readonly ScratchBuffer<double> _blocks;
    private readonly ScratchBuffer<int> _exceptions;
    private readonly int _maxGroups;
    private readonly int _keptBlocks;

    /// <param name="maxGroups">Groups to an inversion at most.</param>
    /// <param name="keptBytes">What may be kept of the groups of a batch.</param>
    /// <param name="cancellation">Observed at every batch.</param>
    public BatchAdder(int maxGroups, int keptBytes, CancellationToken cancellation)
    {
        _keptBlocks = Math.Min((Held + MostHeld) * maxGroups, keptBytes / sizeof(double) / TLanes.BlockLength);
        _maxGroups = Math.Min(maxGroups, _keptBlocks / Held);
        _cancellation = cancellation;
        _groups = ScratchPool.Shared.Rent<double>((_keptBlocks + 2 * (Held + MostHeld)) * TLanes.BlockLength);
        _blocks = ScratchPool.Shared.Rent<double>(9 * TLanes.BlockLength);
        _exceptions = ScratchPool.Shared.Rent<int>(_maxGroups);
    }

    /// <summary>See <see cref="PointAdder{TField}.MayMeetInfinity"/>.</summary>
    public bool MayMeetInfinity { get; set; }

    /// <summary>Adds groups of pairs.</summary>
    public void Add<TPairs>(in TPairs pairs, int groups)
        where TPairs : struct, IPointPairs
    {
        if (groups == 0) return;
        var most = Math.Min(_maxGroups, _keptBlocks / (Held + TPairs.HeldBlocks));
        var batches = (groups + most - 1) / most;
        for (var batch = 0; batch < batches; batch++)
        {
            _cancellation.ThrowIfCancellationRequested();
            int first = (int)((long)groups * batch / batches), end = (int)((long)groups * (batch + 1) / batches);
            if (MayMeetInfinity || !TryAdd(pairs, first, end - first)) AddAny(pairs, first, end - first);
        }
    }

    public void Dispose()
    {
        _groups.Dispose();
        _blocks.Dispose();
        _exceptions.Dispose();
    }

    /// <summary>Adds pairs of different x. False, and no sum is made, if they are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryAdd<TPairs>(in TPairs pairs, int first, int count)
        where TPairs : struct, IPointPairs
    {
        var held = Held * TLanes.BlockLength;
        var stride = held + TPairs.HeldBlocks * TLanes.BlockLength;
        var blocks = _blocks.Pointer;
        var prefix = Start(stride);
        for (var group = first; group < first + count; group++, prefix += stride)
        {
            pairs.Prefetch(group + PrefetchGroups);
            pairs.Load(group, prefix + held);
            TLanes.Subtract(blocks, pairs.Second(group, prefix + held), pairs.First(group, prefix + held));
            TLanes.Multiply(prefix + 2 * stride, blocks, prefix);
        }

        if (!Invert(prefix, stride)) return false;
        prefix -= stride;
        var last = first + count - 1;
        for (; last > first; last -= 2, prefix -= 2 * stride)
        {
            var before = prefix - stride;
            double* a = pairs.First(last, prefix + held), b = pairs.First(last - 1, before + held);
            Add(prefix, before, a, b, pairs.Second(last, prefix + held), pairs.Second(last - 1, before + held), blocks);
            pairs.Finish(last, prefix + held);
            pairs.Finish(last - 1, before + held);
        }

        if (last == first)
        {
            double* one = pairs.First(last, prefix + held), other = pairs.Second(last, prefix + held), work = blocks + 3 * TLanes.BlockLength;
            TLanes.Subtract(work, other, one);
            TLanes.Subtract(work + TLanes.BlockLength, other + TLanes.BlockLength, one + TLanes.BlockLength);
            Add(prefix, one, other, blocks + TLanes.BlockLength, work);
            pairs.Finish(last, prefix + held);
        }

        return true;
    }

    /// <summary>The empty products of two chains, of even and of odd groups, that do not wait for each other.</summary>
    private double* Start(int stride)
    {
        TLanes.SetOne(_groups.Pointer);
        TLanes.SetOne(_groups.Pointer + stride);
        return _groups.Pointer;
    }

    /// <summary>
    /// Puts the inverse of each chain's product into the first two blocks: that of the last group, whose product is the second one at the
    /// end, into the second. False if one is zero.
    /// </summary>
    private bool Invert(double* end, int stride)
    {
        double* inverse = _blocks.Pointer, otherInverse = inverse + TLanes.BlockLength, product = otherInverse + TLanes.BlockLength;
        TLanes.Multiply(product, end, end + stride);
        if (TLanes.ZeroLanes(product) != 0) return false;
        TLanes.Invert(product, product);
        TLanes.Multiply(otherInverse, product, end);
        TLanes.Multiply(inverse, product, end + stride);
        return true;
    }

    /// <summary>
    /// λ, x₃ = λ² - (x₁ + x₂) and y₃ = λ(x₂ - x₃) - y₂ in the place of the first points, from the inverse of the product of all denominators
    /// of a chain up to this one, which leaves that of those before it. The work is the denominator, the numerator, and a block.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Add(double* prefix, double* first, double* second, double* inverse, double* work)
    {
        var length = TLanes.BlockLength;
        double* dx = work, dy = work + length, slope = work + 2 * length;
        TLanes.Multiply(slope, inverse, prefix);
        TLanes.Multiply(inverse, dx, inverse);
        TLanes.Multiply(slope, dy, slope);
        TLanes.Add(dx, first, second);
        TLanes.SquareSubtract(first, slope, dx);
        TLanes.Subtract(dx, second, first);
        TLanes.MultiplySubtract(first + length, dx, slope, second + length);
    }

    /// <summary>
    /// The same for the usual pairs of two groups, of different chains, in step: the one's multiplications run while the other's results are on
    /// their way.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        double* prefixA, double* prefixB, double* firstA, double* firstB, double* secondA, double* secondB, double* blocks)
    {
        var length = TLanes.BlockLength;
        double* inverseA = blocks + length, inverseB = blocks;
        double* dxA = blocks + 3 * length, dyA = dxA + length, slopeA = dyA + length;
        double* dxB = blocks + 6 * length, dyB = dxB + length, slopeB = dyB + length;
        TLanes.Subtract(dxA, secondA, firstA);
        TLanes.Subtract(dxB, secondB, firstB);
        TLanes.Subtract(dyA, secondA + length, firstA + length);
        TLanes.Subtract(dyB, secondB + length, firstB + length);
        TLanes.Multiply(slopeA, inverseA, prefixA);
        TLanes.Multiply(slopeB, inverseB, prefixB);
        TLanes.Multiply(inverseA, dxA, inverseA);
        TLanes.Multiply(inverseB, dxB, inverseB);
        TLanes.Multiply(slopeA, dyA, slopeA);
        TLanes.Multiply(slopeB, dyB, slopeB);
        TLanes.Add(dxA, firstA, secondA);
        TLanes.Add(dxB, firstB, secondB);
        TLanes.SquareSubtract(firstA, slopeA, dxA);
        TLanes.SquareSubtract(firstB, slopeB, dxB);
        TLanes.Subtract(dxA, secondA, firstA);
        TLanes.Subtract(dxB, secondB, firstB);
        TLanes.MultiplySubtract(firstA + length, dxA, slopeA, secondA + length);
        TLanes.MultiplySubtract(firstB + length, dxB, slopeB, secondB + length);
    }
}
