using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Scratch;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Sums octets, each as a binary tree, in lanes: a run is a lane, so points are unpacked once before the first round and packed once after
/// the last one.
/// </summary>
/// <remarks>
/// Some octets go through all their rounds together, before the next ones, so that their sums stay in the cache. A round adds the upper
/// half of an octet's rows to the lower half, in its place; the middle one of an odd number stays where it is.
/// </remarks>
internal sealed unsafe class OctetTrees<TLanes> : IDisposable
    where TLanes : struct, ILanes
{
    private readonly BatchAdder<TLanes> _batch;
    private readonly ScratchBuffer<double> _places;
    private readonly ScratchBuffer<uint> _rows;
    private readonly ScratchBuffer<RowPair> _pairs;
    private readonly ScratchBuffer<int> _heights;

    /// <param name="batch">Adds the points.</param>
    /// <param name="places">Room for points in lanes, and in use only while octets are summed.</param>
    public OctetTrees(BatchAdder<TLanes> batch, ScratchBuffer<double> places)
    {
        _batch = batch;
        _places = places;
        var count = places.Length / LanePoint<TLanes>.Length;
        MaxRows = 2 * count;
        _rows = ScratchPool.Shared.Rent<uint>(MaxRows * Octet.Runs);
        _pairs = ScratchPool.Shared.Rent<RowPair>(count);
        _heights = ScratchPool.Shared.Rent<int>(count);
    }

    /// <summary>Rows that go through their rounds together at most, and so terms in a run.</summary>
    public int MaxRows { get; }

    /// <summary>See <see cref="PointAdder{TField}.SumOctets"/>.</summary>
    public void Sum(byte* source, uint* terms, Octet* octets, int count, byte* sums)
    {
        while (count > 0)
        {
            int taken = 0, rows = 0, places = 0;
            for (; taken < count; taken++)
            {
                if (places + PlacesOf(octets[taken]) > MaxRows / 2) break;
                Transpose(octets[taken], terms, _rows.Pointer + Octet.Runs * rows);
                _heights.Pointer[taken] = octets[taken].Length;
                rows += octets[taken].Length;
                places += PlacesOf(octets[taken]);
            }

            AddRows(source, taken);
            for (var groups = ListPairs(octets, taken); groups > 0; groups = ListPairs(octets, taken))
                _batch.Add(new PlacedRows<TLanes>(_places.Pointer, _pairs.Pointer), groups);
            Pack(octets, taken, sums);
            octets += taken;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(in Octet octet, uint* terms, uint* rows)
    {
        for (var run = 0; run < Octet.Runs; run++)
        {
            var from = terms + octet.Starts[run];
            for (var row = 0; row < octet.Length; row++) rows[Octet.Runs * row + run] = from[row];
        }
    }

    /// <summary>The first round, from packed points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(byte* source, int octets)
    {
        var heights = _heights.Pointer;
        var groups = 0;
        int row = 0, place = 0;
        for (var octet = 0; octet < octets; octet++)
        {
            var height = heights[octet];
            var half = height - height / 2;
            for (var i = 0; i < height / 2; i++) _pairs.Pointer[groups++] = new RowPair(row + i, row + half + i, place + i);
            if (half != height / 2) Load(source, row + half - 1, place + half - 1);
            row += height;
            place += half;
            heights[octet] = half;
        }

        _batch.Add(new PackedRows<TLanes>(source, _rows.Pointer, _places.Pointer, _pairs.Pointer, groups), groups);
    }

    private void Load(byte* source, int row, int place)
    {
        var x = _places.Pointer + (long)place * LanePoint<TLanes>.Length;
        TLanes.LoadPoints(x, x + TLanes.BlockLength, (ulong*)source, _rows.Pointer + Octet.Runs * row, 1);
    }

    /// <summary>The pairs of a later round; none if there is nothing left to be added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ListPairs(Octet* octets, int count)
    {
        var heights = _heights.Pointer;
        var pairs = _pairs.Pointer;
        int groups = 0, place = 0;
        for (var octet = 0; octet < count; octet++)
        {
            var height = heights[octet];
            var half = height - height / 2;
            for (var i = 0; i < height / 2; i++) pairs[groups++] = new RowPair(0, place + half + i, place + i);
            heights[octet] = half;
            place += PlacesOf(octets[octet]);
        }

        return groups;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(Octet* octets, int count, byte* sums)
    {
        var x = _places.Pointer;
        for (var octet = 0; octet < count; octet++, sums += LanePoint<TLanes>.PackedBytes)
        {
            TLanes.StorePoints((ulong*)sums, x, x + TLanes.BlockLength);
            x += (long)PlacesOf(octets[octet]) * LanePoint<TLanes>.Length;
        }
    }

    /// <summary>Sums of an octet's first round, with the one that has no partner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlacesOf(in Octet octet) => octet.Length - octet.Length / 2;
}
