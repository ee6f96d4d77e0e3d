using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Collects sparse rows and keeps equal ones once. Rows are numbered in the order in which they first occur.</summary>
internal sealed class RowTable
{
    private readonly List<int> _start = [0];
    private readonly List<int> _wires = [];
    private readonly List<int> _coefficientIds = [];
    private readonly List<int> _hashes = [];
    private readonly List<Fr> _coefficients = [];
    private readonly Dictionary<Fr, int> _idOfCoefficient = [];

    /// <summary>Open addressing: row number plus one, 0 where free. A power of two, at most half full.</summary>
    private int[] _slots = new int[1024];
    private int[] _ids = new int[256];

    public RowTable()
    {
        IdOf(Fr.One);
        IdOf(-Fr.One);
    }

    public int Count => _hashes.Count;

    /// <summary>The number of a row; a new one if no equal row was seen before.</summary>
    /// <param name="terms">Its terms by ascending wire, without repeated wires or zero coefficients.</param>
    public int Intern(ReadOnlySpan<Term> terms)
    {
        if (_ids.Length < terms.Length) _ids = new int[Math.Max(terms.Length, 2 * _ids.Length)];
        var ids = _ids.AsSpan(0, terms.Length);
        var hash = 0x9e3779b97f4a7c15UL ^ (ulong)terms.Length;
        for (var i = 0; i < terms.Length; i++)
        {
            ids[i] = IdOf(terms[i].Coefficient);
            hash = (hash ^ (((ulong)(uint)terms[i].Wire << 32) | (uint)ids[i])) * 0xd6e8feb86659fd93;
            hash ^= hash >> 32;
        }

        var slot = (int)hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var row = _slots[slot] - 1;
            if (_hashes[row] == (int)hash && Matches(row, terms, ids)) return row;
        }

        _slots[slot] = Count + 1;
        Append(terms, ids, (int)hash);
        return Count - 1;
    }

    /// <summary>The rows collected so far, with wires renumbered.</summary>
    /// <param name="newWires">For each wire its new number; null keeps them.</param>
    public SparseRows Freeze(ReadOnlySpan<int> newWires)
    {
        var wires = _wires.ToArray();
        var ids = _coefficientIds.ToArray();
        var start = _start.ToArray();
        if (!newWires.IsEmpty)
        {
            for (var i = 0; i < wires.Length; i++) wires[i] = newWires[wires[i]];
            for (var row = 0; row < Count; row++) SortByWire(wires.AsSpan(start[row]..start[row + 1]), ids.AsSpan(start[row]..start[row + 1]));
        }

        return new SparseRows(start, wires, ids, _coefficients.ToArray());
    }

    private static void SortByWire(Span<int> wires, Span<int> ids)
    {
        for (var i = 1; i < wires.Length; i++)
        {
            if (wires[i - 1] < wires[i]) continue;
            wires.Sort(ids);
            return;
        }
    }

    private int IdOf(in Fr coefficient)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_idOfCoefficient, coefficient, out var known);
        if (known) return id;
        id = _coefficients.Count;
        _coefficients.Add(coefficient);
        return id;
    }

    private bool Matches(int row, ReadOnlySpan<Term> terms, ReadOnlySpan<int> ids)
    {
        var from = _start[row];
        if (_start[row + 1] - from != terms.Length) return false;
        if (!CollectionsMarshal.AsSpan(_coefficientIds).Slice(from, ids.Length).SequenceEqual(ids)) return false;
        var wires = CollectionsMarshal.AsSpan(_wires).Slice(from, ids.Length);
        for (var i = 0; i < terms.Length; i++)
        {
            if (wires[i] != terms[i].Wire) return false;
        }

        return true;
    }

    private void Append(ReadOnlySpan<Term> terms, ReadOnlySpan<int> ids, int hash)
    {
        foreach (ref readonly var term in terms) _wires.Add(term.Wire);
        _coefficientIds.AddRange(ids);
        _start.Add(_wires.Count);
        _hashes.Add(hash);
        if (2 * Count > _slots.Length) Grow();
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (var row = 0; row < Count; row++)
        {
            var slot = _hashes[row] & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = row + 1;
        }
    }
}
