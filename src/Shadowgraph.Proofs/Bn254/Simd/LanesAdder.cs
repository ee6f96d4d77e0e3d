using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Adds packed points, eight pairs at a time, many of which share an inversion by Montgomery's trick: 5M + 1S for each, of which 3M are
/// the inversion's share.
/// </summary>
/// <remarks>
/// The usual sum, λ = (y₂ - y₁) / (x₂ - x₁), divides by zero where the points are equal or opposite, and then the product of all
/// denominators is zero in that lane. So one test for a whole batch tells whether any pair needs care; only then are the pairs of the batch
/// sorted by kind (<see cref="PairKinds{TLanes}"/>). Points at infinity show in no product: sorting is the rule from where they may occur.
/// </remarks>
internal sealed unsafe partial class LanesAdder<TField, TLanes> : PointAdder<TField>
    where TField : unmanaged, ICurveField<TField>
    where TLanes : struct, ILanes
{
    // Groups of eight pairs to an inversion: what is kept of them fits the second-level cache.
    private const int ScratchBytes = 640 << 10;
    private const int PrefetchGroups = 8;
    private const int CacheLine = 64;
    private const int Pairs = ILanes.Count;

    // What is kept of a group from one pass to the next.
    private const int Dx = 0, Dy = 1, X1 = 2, Y1 = 3, Prefix = 4, Kept = 5;

    private readonly int _maxGroups;
    private readonly CancellationToken _cancellation;
    private readonly ScratchBuffer<double> _groups;
    private readonly ScratchBuffer<double> _blocks;
    private readonly ScratchBuffer<AffinePoint<TField>> _sums;
    private readonly PairKinds<TLanes> _kinds;
    private readonly AffinePoint<TField> _infinity;

    public LanesAdder(PointForm<TField> form, int maxPairs, CancellationToken cancellation)
    {
        _maxGroups = Math.Clamp((maxPairs + Pairs - 1) / Pairs, 1, ScratchBytes / (Kept * TLanes.BlockLength * sizeof(double)));
        _cancellation = cancellation;
        _groups = ScratchPool.Shared.Rent<double>((_maxGroups + 2) * Kept * TLanes.BlockLength);
        _blocks = ScratchPool.Shared.Rent<double>(16 * TLanes.BlockLength);
        _sums = ScratchPool.Shared.Rent<AffinePoint<TField>>((_maxGroups + 1) * Pairs);
        _kinds = new PairKinds<TLanes>(_maxGroups * Pairs);
        fixed (AffinePoint<TField>* infinity = &_infinity) form.Import([default], (byte*)infinity);
    }

    public override void Add(byte* left, byte* right, uint* terms, int count, byte* sums)
    {
        var batch = _maxGroups * Pairs;
        for (var first = 0; first < count; first += batch)
        {
            _cancellation.ThrowIfCancellationRequested();
            var pairs = new PairList(terms + 2 * first, Math.Min(batch, count - first));
            var target = (AffinePoint<TField>*)sums + first;
            if (MayMeetInfinity || !TryAdd(left, right, pairs, target)) AddByKind(left, right, pairs, target);
        }
    }

    public override void Copy(byte* source, uint* terms, int count, byte* copies) => Copy(source, terms, 1, count, copies);

    public override void Dispose()
    {
        _groups.Dispose();
        _blocks.Dispose();
        _sums.Dispose();
        _kinds.Dispose();
    }

    private void AddByKind(byte* left, byte* right, in PairList pairs, AffinePoint<TField>* sums)
    {
        _kinds.Sort((ulong*)left, (ulong*)right, pairs);
        TryAdd(left, right, _kinds.Different, _sums.Pointer);
        Place(_kinds.PlacesOfDifferent, sums);
        Double(left, _kinds.Equal, _sums.Pointer);
        Place(_kinds.PlacesOfEqual, sums);
        Copy(left, _kinds.FirstOnly.Terms, 2, _kinds.FirstOnly.Count, (byte*)_sums.Pointer);
        Place(_kinds.PlacesOfFirstOnly, sums);
        Copy(right, _kinds.SecondOnly.Terms, 2, _kinds.SecondOnly.Count, (byte*)_sums.Pointer);
        Place(_kinds.PlacesOfSecondOnly, sums);
        foreach (var place in _kinds.PlacesOfOpposite)
        {
            sums[place] = _infinity;
            MayMeetInfinity = true;
        }
    }

    private void Place(ReadOnlySpan<int> places, AffinePoint<TField>* sums)
    {
        for (var i = 0; i < places.Length; i++) sums[places[i]] = _sums.Pointer[i];
    }

    /// <summary>Unpacks points, which is where signs come in, and packs them again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(byte* source, uint* terms, int stride, int count, byte* copies)
    {
        double* x = _blocks.Pointer, y = x + TLanes.BlockLength;
        var whole = count - count % Pairs;
        for (var i = 0; i < whole; i += Pairs, terms += Pairs * stride)
        {
            if (Sse.IsSupported && i + Pairs < whole)
            {
                for (var lane = 0; lane < Pairs; lane++) Prefetch(source, terms[(Pairs + lane) * stride]);
            }

            TLanes.LoadPoints(x, y, (ulong*)source, terms, stride);
            TLanes.StorePoints((ulong*)((AffinePoint<TField>*)copies + i), x, y);
        }

        if (whole == count) return;
        var padded = stackalloc uint[Pairs];
        var last = _sums.Pointer + _maxGroups * Pairs;
        for (var lane = 0; lane < Pairs; lane++) padded[lane] = terms[Math.Min(lane, count - whole - 1) * stride];
        TLanes.LoadPoints(x, y, (ulong*)source, padded, 1);
        TLanes.StorePoints((ulong*)last, x, y);
        for (var lane = 0; lane < count - whole; lane++) ((AffinePoint<TField>*)copies)[whole + lane] = last[lane];
    }

    /// <summary>Adds pairs of different x. False, and nothing is written, if they are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryAdd(byte* left, byte* right, in PairList pairs, AffinePoint<TField>* sums)
    {
        if (pairs.Count == 0) return true;
        var length = TLanes.BlockLength;
        var groups = (pairs.Count + Pairs - 1) / Pairs;
        var x2 = _blocks.Pointer;
        var y2 = x2 + length;
        var kept = Start();
        var padded = stackalloc uint[2 * Pairs];
        for (var group = 0; group < groups; group++, kept += Kept * length)
        {
            var terms = pairs.Terms + 2 * Pairs * group;
            if (Sse.IsSupported && group + PrefetchGroups < groups) Prefetch(left, right, terms + 2 * Pairs * PrefetchGroups);
            if (Pairs * (group + 1) > pairs.Count) terms = pairs.Pad(group, padded);
            double* x1 = kept + X1 * length, y1 = kept + Y1 * length, dx = kept + Dx * length;
            TLanes.LoadPoints(x1, y1, (ulong*)left, terms, 2);
            TLanes.LoadPoints(x2, y2, (ulong*)right, terms + 1, 2);
            TLanes.Subtract(dx, x2, x1);
            TLanes.Subtract(kept + Dy * length, y2, y1);
            TLanes.Multiply(kept + (2 * Kept + Prefix) * length, dx, kept + Prefix * length);
        }

        return Finish(groups, sums, doubles: false);
    }

    /// <summary>Doubles the first point of each pair. λ = 3x² / 2y: 5M + 2S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Double(byte* left, in PairList pairs, AffinePoint<TField>* sums)
    {
        if (pairs.Count == 0) return;
        var length = TLanes.BlockLength;
        var groups = (pairs.Count + Pairs - 1) / Pairs;
        var square = _blocks.Pointer;
        var twice = square + length;
        var kept = Start();
        var padded = stackalloc uint[2 * Pairs];
        for (var group = 0; group < groups; group++, kept += Kept * length)
        {
            var terms = Pairs * (group + 1) > pairs.Count ? pairs.Pad(group, padded) : pairs.Terms + 2 * Pairs * group;
            double* x1 = kept + X1 * length, y1 = kept + Y1 * length, dx = kept + Dx * length;
            TLanes.LoadPoints(x1, y1, (ulong*)left, terms, 2);
            TLanes.Add(dx, y1, y1);
            TLanes.Square(square, x1);
            TLanes.Reduce(square, square);
            TLanes.AddReduced(twice, square, square);
            TLanes.Add(kept + Dy * length, twice, square);
            TLanes.Multiply(kept + (2 * Kept + Prefix) * length, dx, kept + Prefix * length);
        }

        Finish(groups, sums, doubles: true);
    }

    /// <summary>The empty products of two chains, of even and of odd groups, that do not wait for each other.</summary>
    private double* Start()
    {
        var length = TLanes.BlockLength;
        var kept = _groups.Pointer;
        TLanes.SetOne(kept + Prefix * length);
        TLanes.SetOne(kept + (Kept + Prefix) * length);
        return kept;
    }

    /// <summary>Inverts the product of all denominators, and takes the sums out of it, last group first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Finish(int groups, AffinePoint<TField>* sums, bool doubles)
    {
        var length = TLanes.BlockLength;
        var end = _groups.Pointer + (long)groups * Kept * length;
        double* last = end + Prefix * length, other = end + (Kept + Prefix) * length;
        var blocks = _blocks.Pointer;
        double* inverse = blocks, otherInverse = blocks + length, product = blocks + 2 * length;
        TLanes.Multiply(product, last, other);
        if (TLanes.ZeroLanes(product) != 0) return false;
        TLanes.Invert(product, product);
        TLanes.Multiply(otherInverse, product, last);
        TLanes.Multiply(inverse, product, other);

        // The chain of the last group ends in the second of the two products behind the groups.
        double* work = blocks + 3 * length, otherWork = blocks + 7 * length;
        var group = groups - 1;
        var kept = end - Kept * length;
        for (; group > 0; group -= 2, kept -= 2 * Kept * length)
        {
            Add(kept, kept - Kept * length, otherInverse, inverse, work, otherWork, doubles);
            TLanes.StorePoints((ulong*)(sums + Pairs * group), work, work + length);
            TLanes.StorePoints((ulong*)(sums + Pairs * (group - 1)), otherWork, otherWork + length);
        }

        if (group == 0)
        {
            Add(kept, otherInverse, work, doubles);
            TLanes.StorePoints((ulong*)sums, work, work + length);
        }

        return true;
    }

    /// <summary>Two groups of different chains in step: the one's multiplications run while the other's results are on their way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* a, double* b, double* inverseA, double* inverseB, double* workA, double* workB, bool doubles)
    {
        var length = TLanes.BlockLength;
        double* slopeA = workA + 2 * length, slopeB = workB + 2 * length;
        double* differenceA = workA + 3 * length, differenceB = workB + 3 * length;
        TLanes.Multiply(slopeA, inverseA, a + Prefix * length);
        TLanes.Multiply(slopeB, inverseB, b + Prefix * length);
        TLanes.Multiply(inverseA, a + Dx * length, inverseA);
        TLanes.Multiply(inverseB, b + Dx * length, inverseB);
        TLanes.Multiply(slopeA, a + Dy * length, slopeA);
        TLanes.Multiply(slopeB, b + Dy * length, slopeB);
        AddX(differenceA, a, doubles);
        AddX(differenceB, b, doubles);
        TLanes.SquareSubtract(workA, slopeA, differenceA);
        TLanes.SquareSubtract(workB, slopeB, differenceB);
        TLanes.Subtract(differenceA, a + X1 * length, workA);
        TLanes.Subtract(differenceB, b + X1 * length, workB);
        TLanes.MultiplySubtract(workA + length, differenceA, slopeA, a + Y1 * length);
        TLanes.MultiplySubtract(workB + length, differenceB, slopeB, b + Y1 * length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* kept, double* inverse, double* work, bool doubles)
    {
        var length = TLanes.BlockLength;
        double* slope = work + 2 * length, difference = work + 3 * length;
        TLanes.Multiply(slope, inverse, kept + Prefix * length);
        TLanes.Multiply(inverse, kept + Dx * length, inverse);
        TLanes.Multiply(slope, kept + Dy * length, slope);
        AddX(difference, kept, doubles);
        TLanes.SquareSubtract(work, slope, difference);
        TLanes.Subtract(difference, kept + X1 * length, work);
        TLanes.MultiplySubtract(work + length, difference, slope, kept + Y1 * length);
    }

    /// <summary>x₁ + x₂, of x₁ and x₂ - x₁: digit by digit, so exactly that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddX(double* sum, double* kept, bool doubles)
    {
        var x1 = kept + X1 * TLanes.BlockLength;
        TLanes.Add(sum, x1, x1);
        if (!doubles) TLanes.Add(sum, sum, kept + Dx * TLanes.BlockLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* left, byte* right, uint* terms)
    {
        for (var i = 0; i < 2 * Pairs; i += 2)
        {
            Prefetch(left, terms[i]);
            Prefetch(right, terms[i + 1]);
        }
    }

    /// <summary>Into the second-level cache: the first has few places for lines on their way, and would hold everything up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* points, uint term)
    {
        var point = points + (long)(term >> 1) * sizeof(AffinePoint<TField>);
        for (var offset = 0; offset < sizeof(AffinePoint<TField>); offset += CacheLine) Sse.Prefetch1(point + offset);
    }
}
