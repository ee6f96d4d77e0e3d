using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Sums run sets, each run as a binary tree, in lanes: a run is a lane, so points are unpacked once before the first round and packed once after the
/// last round.
/// </summary>
/// <remarks>
/// Several run sets go through all their rounds together before the next sets start, so that their sums stay in the cache. A round adds the upper half
/// of a run set's rows to the lower half, in place; the middle row of an odd number stays unchanged.
/// </remarks>
internal sealed unsafe class EightWayTreeSum<TLanes, TBase> : IDisposable
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    private readonly BatchAdder<TLanes, TBase> _batch;
    private readonly ScratchBuffer<double> _places;
    private readonly ScratchBuffer<uint> _rows;
    private readonly ScratchBuffer<RowPair> _pairs;
    private readonly ScratchBuffer<int> _heights;

    /// <param name="batch">Adds the points.</param>
    /// <param name="places">Room for points in lanes, in use only while run sets are summed.</param>
    public EightWayTreeSum(BatchAdder<TLanes, TBase> batch, ScratchBuffer<double> places)
    {
        _batch = batch;
        _places = places;
        var count = places.Length / LanePoint<TLanes>.Length;

        // A first round over 2·count rows leaves count sums, which fill the places exactly.
        MaxRows = 2 * count;
        _rows = ScratchPool.Shared.Rent<uint>(MaxRows * EightRuns.Runs);
        _pairs = ScratchPool.Shared.Rent<RowPair>(count);
        _heights = ScratchPool.Shared.Rent<int>(count);
    }

    /// <summary>The most rows that go through their rounds together, hence the most terms in a run.</summary>
    public int MaxRows { get; }

    /// <summary>See <see cref="PointAdder{TField}.SumRunSets"/>.</summary>
    public void Sum(byte* source, uint* terms, EightRuns* runSets, int count, byte* sums)
    {
        while (count > 0)
        {
            // As many run sets as have room in lanes after their first round. Their sums
            // stay in the cache until the last round.
            int taken = 0, rows = 0, places = 0;
            for (; taken < count; taken++)
            {
                if (places + PlacesOf(runSets[taken]) > MaxRows / 2) break;

                // Terms become rows: row i holds term i of all eight runs.
                Transpose(runSets[taken], terms, _rows.Pointer + EightRuns.Runs * rows);
                _heights.Pointer[taken] = runSets[taken].Length;
                rows += runSets[taken].Length;
                places += PlacesOf(runSets[taken]);
            }

            // The first round unpacks points; later rounds add in place; the sums are
            // packed at the end.
            AddRows(source, taken);
            for (var groups = ListPairs(runSets, taken); groups > 0; groups = ListPairs(runSets, taken))
                _batch.Add(new InPlaceRounds<TLanes>(_places.Pointer, _pairs.Pointer), groups);
            Pack(runSets, taken, sums);

            // The sums are packed, and the next run sets reuse all places.
            runSets += taken;
            count -= taken;
            sums += (long)taken * LanePoint<TLanes>.PackedBytes;
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _pairs.Dispose();
        _heights.Dispose();
    }

    [MethodImpl(Kernel.Optimized)]
    private static void Transpose(in EightRuns runSet, uint* terms, uint* rows)
    {
        for (var run = 0; run < EightRuns.Runs; run++)
        {
            // Terms of a run are contiguous in the list. Lanes need the i-th term of all
            // eight runs next to each other.
            var from = terms + runSet.Starts[run];
            for (var row = 0; row < runSet.Length; row++) rows[EightRuns.Runs * row + run] = from[row];
        }
    }

    /// <summary>The first round, from packed points.</summary>
    [MethodImpl(Kernel.Optimized)]
    private void AddRows(byte* source, int runSets)
    {
        var heights = _heights.Pointer;
        var groups = 0;
        int row = 0, place = 0;
        for (var runSet = 0; runSet < runSets; runSet++)
        {
            var height = heights[runSet];

            // Row i is added to row half + i. The middle row of an odd height has no
            // partner and is only unpacked.
            var half = height - height / 2;
            for (var i = 0; i < height / 2; i++) _pairs.Pointer[groups++] = new RowPair(row + i, row + half + i, place + i);
            if (half != height / 2) Load(source, row + half - 1, place + half - 1);
            row += height;
            place += half;
            heights[runSet] = half;
        }

        _batch.Add(new FirstRound<TLanes>(source, _rows.Pointer, _places.Pointer, _pairs.Pointer, groups), groups);
    }

    private void Load(byte* source, int row, int place)
    {
        var x = _places.Pointer + (long)place * LanePoint<TLanes>.Length;

        // The signs of the terms apply here as in the first round; afterwards rows hold
        // points without signs.
        TLanes.LoadPoints(x, x + TLanes.BlockLength, (ulong*)source, _rows.Pointer + EightRuns.Runs * row, 1);
    }

    /// <summary>The pairs of a later round; 0 when all additions are done.</summary>
    [MethodImpl(Kernel.Optimized)]
    private int ListPairs(EightRuns* runSets, int count)
    {
        var heights = _heights.Pointer;
        var pairs = _pairs.Pointer;
        int groups = 0, place = 0;
        for (var runSet = 0; runSet < count; runSet++)
        {
            var height = heights[runSet];

            // The upper half joins the lower half, so the remaining rows are always the
            // first of their run set.
            var half = height - height / 2;
            for (var i = 0; i < height / 2; i++) pairs[groups++] = new RowPair(0, place + half + i, place + i);
            heights[runSet] = half;

            // The places of a run set are those of its first round, and never move.
            place += PlacesOf(runSets[runSet]);
        }

        return groups;
    }

    [MethodImpl(Kernel.Optimized)]
    private void Pack(EightRuns* runSets, int count, byte* sums)
    {
        var x = _places.Pointer;
        for (var runSet = 0; runSet < count; runSet++, sums += LanePoint<TLanes>.PackedBytes)
        {
            // After the last round the first row of a run set holds the sums of its eight
            // runs, a sum per lane.
            TLanes.StorePoints((ulong*)sums, x, x + TLanes.BlockLength);
            x += (long)PlacesOf(runSets[runSet]) * LanePoint<TLanes>.Length;
        }
    }

    /// <summary>The number of sums of a run set's first round, including a row without a partner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlacesOf(in EightRuns runSet) => runSet.Length - runSet.Length / 2;
}
