using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Adds points in affine coordinates, eight pairs at a time; many additions share an inversion by Montgomery's trick: 5M + 1S per addition in G1, of
/// which 3M are the share of the inversion.
/// </summary>
/// <remarks>
/// The usual sum, λ = (y₂ - y₁) / (x₂ - x₁), divides by zero for equal or opposite points, and the product of all denominators is then zero in that
/// lane. A single test per batch therefore shows whether all pairs are regular; otherwise the batch is added by the complete formulas. Points at
/// infinity do not show in the product: once infinity is possible, every batch uses the complete formulas.
/// In G2 the trick is applied to the norms of the denominators, which are elements of Fp and zero with them. An addition takes the time of 14
/// multiplications of Fp that way, and of 17 with inverses in the extension: a multiplication in the extension takes the time of three in Fp, a square of two.
/// </remarks>
internal sealed unsafe partial class BatchAdder<TLanes, TBase> : IDisposable
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    private const int PrefetchGroups = 8;

    // Blocks kept per group: the product of the norms before the group, in the extension with the group's own norm in the second half, followed by the
    // points of the group, if the batch holds them.
    private const int Held = 1, MostHeld = 4;
    private const int OwnNorm = IFieldLanes.Length;

    // Scratch blocks: two inverses, a product, and the most that an addition needs.
    private const int Blocks = 11;

    private readonly CancellationToken _cancellation;
    private readonly ScratchBuffer<double> _groups;
    private readonly ScratchBuffer<double> _blocks;
    private readonly ScratchBuffer<int> _exceptions;
    private readonly int _maxGroups;
    private readonly int _keptBlocks;

    /// <param name="maxGroups">The most groups per inversion.</param>
    /// <param name="keptBytes">The most bytes kept for the groups of a batch.</param>
    /// <param name="cancellation">Observed at every batch.</param>
    public BatchAdder(int maxGroups, int keptBytes, CancellationToken cancellation)
    {
        // A batch keeps a prefix per group and up to four blocks of points. The limit in
        // bytes keeps the data of the forward pass in the second-level cache until the
        // backward pass.
        _keptBlocks = Math.Min((Held + MostHeld) * maxGroups, keptBytes / sizeof(double) / TLanes.BlockLength);
        _maxGroups = Math.Min(maxGroups, _keptBlocks / Held);
        _cancellation = cancellation;

        // Products are stored two groups ahead, in the chain of the group's parity: room
        // for two further groups.
        _groups = ScratchPool.Shared.Rent<double>((_keptBlocks + 2 * (Held + MostHeld)) * TLanes.BlockLength);
        _blocks = ScratchPool.Shared.Rent<double>(Blocks * TLanes.BlockLength);
        _exceptions = ScratchPool.Shared.Rent<int>(_maxGroups);
    }

    /// <summary>See <see cref="PointAdder{TField}.MayMeetInfinity"/>.</summary>
    public bool MayMeetInfinity { get; set; }

    /// <summary>Adds groups of pairs.</summary>
    public void Add<TPairs>(in TPairs pairs, int groups)
        where TPairs : struct, IPointPairs
    {
        if (groups == 0) return;

        // As many groups as the kept memory allows, in batches of nearly equal size: a
        // small last batch would pay a whole inversion.
        var most = Math.Min(_maxGroups, _keptBlocks / (Held + TPairs.HeldBlocks));
        var batches = (groups + most - 1) / most;
        for (var batch = 0; batch < batches; batch++)
        {
            // A batch has a few thousand additions at most, which bounds the delay of a
            // cancellation.
            _cancellation.ThrowIfCancellationRequested();
            int first = (int)((long)groups * batch / batches), end = (int)((long)groups * (batch + 1) / batches);

            // A failed attempt has written no sum, so the complete formulas start from the
            // same points.
            if (MayMeetInfinity || !TryAdd(pairs, first, end - first)) AddAny(pairs, first, end - first);
        }
    }

    public void Dispose()
    {
        _groups.Dispose();
        _blocks.Dispose();
        _exceptions.Dispose();
    }

    /// <summary>Adds pairs of different x. Returns false, without writing any sum, if a pair has equal x.</summary>
    [MethodImpl(Kernel.Optimized)]
    private bool TryAdd<TPairs>(in TPairs pairs, int first, int count)
        where TPairs : struct, IPointPairs
    {
        // Forward pass: prefix products of the norms of the denominators x2 - x1, in two
        // chains, of even and of odd groups. The multiplications of the two chains are
        // independent and overlap.
        var held = Held * TLanes.BlockLength;
        var stride = held + TPairs.HeldBlocks * TLanes.BlockLength;
        var blocks = _blocks.Pointer;
        var prefix = Start(stride);
        for (var group = first; group < first + count; group++, prefix += stride)
        {
            // Terms refer to points anywhere in memory. Eight groups of lead time hide the
            // latency of a cache miss.
            pairs.Prefetch(group + PrefetchGroups);

            // Packed points are unpacked into the memory of the batch, after the group's
            // prefix; points in lanes are used in place.
            pairs.Load(group, prefix + held);

            // Differences are at most (1 + 2^-39)·m. The prefix is a product, at most m with
            // AVX2, so their product is within 1.3·m².
            double* one = pairs.First(group, prefix + held), other = pairs.Second(group, prefix + held);
            TLanes.StoreNorm(prefix + OwnNorm, other, one, blocks);
            TLanes.MultiplyByNorm(prefix + 2 * stride, prefix + OwnNorm, other, one, prefix);
        }

        // A zero in any lane means equal x in some pair. No sum has been written yet.
        if (!Invert(prefix, stride)) return false;

        // Backward pass: the inverse of a chain times the prefix before a group is the
        // inverse of the group's norm; times the norm it is the inverse for the groups
        // before.
        prefix -= stride;
        var last = first + count - 1;
        for (; last > first; last -= 2, prefix -= 2 * stride)

        // The last two groups belong to different chains, and are added in step.
        {
            var before = prefix - stride;
            double* a = pairs.First(last, prefix + held), b = pairs.First(last - 1, before + held);
            Add(prefix, before, a, b, pairs.Second(last, prefix + held), pairs.Second(last - 1, before + held), blocks);

            // Sums of packed points are packed here; sums of points in lanes are in place
            // already.
            pairs.Finish(last, prefix + held);
            pairs.Finish(last - 1, before + held);
        }

        if (last == first)

        // An odd count leaves the first group, in the chain of the last group.
        {
            double* one = pairs.First(last, prefix + held), other = pairs.Second(last, prefix + held);
            var length = TLanes.BlockLength;
            Add(prefix, one, other, other, one, other + length, one + length, blocks + length, blocks + 3 * length);
            pairs.Finish(last, prefix + held);
        }

        return true;
    }

    /// <summary>The empty products of two independent chains, of even and of odd groups.</summary>
    private double* Start(int stride)
    {
        TBase.SetOne(_groups.Pointer);
        TBase.SetOne(_groups.Pointer + stride);
        return _groups.Pointer;
    }

    /// <summary>
    /// Puts the inverse of each chain's product into the first two blocks; the second block receives the chain of the last group, with its product in the
    /// second block at the end. False if a product is zero.
    /// </summary>
    private bool Invert(double* end, int stride)
    {
        double* inverse = _blocks.Pointer, otherInverse = inverse + TLanes.BlockLength, product = otherInverse + TLanes.BlockLength;

        // A single inversion serves both chains: 1/a = b/(ab) and 1/b = a/(ab).
        TBase.Multiply(product, end, end + stride);
        if (TBase.ZeroLanes(product) != 0) return false;
        TBase.Invert(product, product);
        TBase.Multiply(otherInverse, product, end);
        TBase.Multiply(inverse, product, end + stride);
        return true;
    }

    /// <summary>
    /// λ = (c - d)/(a - b), x₃ = λ² - (x₁ + x₂) and y₃ = λ(x₂ - x₃) - y₂ in place of the first points, from the inverse of the product of a chain's norms up
    /// to this group; leaves the inverse for the groups before. The work area is three blocks. Affine addition of
    /// https://hyperelliptic.org/EFD/g1p/auto-shortw.html.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void Add(
        double* prefix, double* first, double* second, double* a, double* b, double* c, double* d, double* inverse, double* work)
    {
        var length = TLanes.BlockLength;
        double* slope = work, free = work + length;

        // The inverse of the norm of a - b, from two products of at most m with AVX2. All
        // products below are at most (1 + 2^-39)·m² for each coordinate's factor, within
        // 1.3·m².
        TBase.Multiply(slope, inverse, prefix);

        // Times the norm: the inverse of the chain's product without this group.
        TLanes.MultiplyByNorm(inverse, prefix + OwnNorm, a, b, inverse);
        TLanes.Divide(slope, c, d, a, b, slope, free);

        // x1 + x2 is about m at most, within the 1.3·m of a subtrahend, and the sum's x
        // comes out reduced at no extra cost.
        TLanes.SquareSubtract(first, slope, first, second);

        // A difference of reduced values again. y3 is reduced as well, so the sum may enter
        // the next round directly.
        TLanes.SubtractMultiplySubtract(first + length, second, first, slope, second + length);
    }

    /// <summary>
    /// The same for the regular pairs of two groups, of different chains, in step: multiplications of one group fill the latency of the second.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void Add(
        double* prefixA, double* prefixB, double* firstA, double* firstB, double* secondA, double* secondB, double* blocks)
    {
        var length = TLanes.BlockLength;
        double* inverseA = blocks + length, inverseB = blocks;
        double* slopeA = blocks + 3 * length, freeA = slopeA + length;
        double* slopeB = blocks + 6 * length, freeB = slopeB + length;

        // Both groups take the same steps, with the bounds of the single addition.
        // Consecutive operations are independent.
        TBase.Multiply(slopeA, inverseA, prefixA);
        TBase.Multiply(slopeB, inverseB, prefixB);
        TLanes.MultiplyByNorm(inverseA, prefixA + OwnNorm, secondA, firstA, inverseA);
        TLanes.MultiplyByNorm(inverseB, prefixB + OwnNorm, secondB, firstB, inverseB);
        TLanes.Divide(slopeA, secondA + length, firstA + length, secondA, firstA, slopeA, freeA);
        TLanes.Divide(slopeB, secondB + length, firstB + length, secondB, firstB, slopeB, freeB);
        TLanes.SquareSubtract(firstA, slopeA, firstA, secondA);
        TLanes.SquareSubtract(firstB, slopeB, firstB, secondB);
        TLanes.SubtractMultiplySubtract(firstA + length, secondA, firstA, slopeA, secondA + length);
        TLanes.SubtractMultiplySubtract(firstB + length, secondB, firstB, slopeB, secondB + length);
    }
}
