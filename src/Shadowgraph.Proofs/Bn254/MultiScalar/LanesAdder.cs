using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Adds packed points, eight at a time.</summary>
internal sealed unsafe class LanesAdder<TField, TLanes, TBase> : PointAdder<TField>
    where TField : unmanaged, ICurveField<TField>
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    // The groups kept for a batch, and the sums of run sets between rounds: together the size of the second-level cache.
    private const int KeptBytes = 512 << 10;
    private const int PlacesBytes = 512 << 10;
    private const int PrefetchDistance = ILanes.Count;

    private readonly BatchAdder<TLanes, TBase> _batch;
    private readonly EightWayTreeSum<TLanes, TBase> _trees;
    private readonly ScratchBuffer<double> _places;
    private readonly ScratchBuffer<AffinePoint<TField>> _last;

    public LanesAdder(int maxPairs, CancellationToken cancellation)
    {
        var groups = Math.Max(2, PackedPairs<TLanes>.Groups(maxPairs));
        _batch = new BatchAdder<TLanes, TBase>(groups, KeptBytes, cancellation);

        // No more places than a round has groups of pairs, within the half of the
        // second-level cache that batches leave.
        _places = ScratchPool.Shared.Rent<double>(
            Math.Min(groups, PlacesBytes / (LanePoint<TLanes>.Length * sizeof(double))) * LanePoint<TLanes>.Length);
        _trees = new EightWayTreeSum<TLanes, TBase>(_batch, _places);
        _last = ScratchPool.Shared.Rent<AffinePoint<TField>>(ILanes.Count);
    }

    public override bool MayMeetInfinity
    {
        get => _batch.MayMeetInfinity;
        set => _batch.MayMeetInfinity = value;
    }

    public override int LongestRun => _trees.MaxRows;

    public override void Add(byte* left, byte* right, uint* terms, int count, byte* sums)
    {
        if (count == 0) return;

        // Room for the terms of the last group, padded to eight pairs.
        var lastTerms = stackalloc uint[2 * ILanes.Count];

        // Unused lanes of the last group repeat the last pair, so the batch has whole
        // groups only.
        _batch.Add(
            new PackedPairs<TLanes>(left, right, terms, count, sums, lastTerms), PackedPairs<TLanes>.Groups(count));
    }

    public override void SumRunSets(byte* source, uint* terms, EightRuns* runSets, int count, byte* sums) =>
        _trees.Sum(source, terms, runSets, count, sums);

    /// <summary>Unpacks points, which applies the signs, and packs the results.</summary>
    [MethodImpl(Kernel.Optimized)]
    public override void Copy(byte* source, uint* terms, int count, byte* copies)
    {
        double* x = _places.Pointer, y = x + TLanes.BlockLength;
        var whole = count - count % ILanes.Count;
        for (var i = 0; i < whole; i += ILanes.Count)
        {
            // The points of the next group are on their way while this group is unpacked
            // and packed.
            if (i + PrefetchDistance < whole) LanePoint<TLanes>.Prefetch(source, terms + i + PrefetchDistance, 1);
            TLanes.LoadPoints(x, y, (ulong*)source, terms + i, 1);
            TLanes.StorePoints((ulong*)((AffinePoint<TField>*)copies + i), x, y);
        }

        if (whole == count) return;

        // The last group repeats its last term in the unused lanes, and is packed aside:
        // nothing beyond the copies is overwritten.
        var padded = stackalloc uint[ILanes.Count];
        for (var lane = 0; lane < ILanes.Count; lane++) padded[lane] = terms[Math.Min(whole + lane, count - 1)];
        TLanes.LoadPoints(x, y, (ulong*)source, padded, 1);
        TLanes.StorePoints((ulong*)_last.Pointer, x, y);
        for (var i = whole; i < count; i++) ((AffinePoint<TField>*)copies)[i] = _last.Pointer[i - whole];
    }

    public override void Dispose()
    {
        _batch.Dispose();
        _trees.Dispose();
        _places.Dispose();
        _last.Dispose();
    }
}
