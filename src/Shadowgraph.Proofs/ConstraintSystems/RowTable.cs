using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Collects sparse rows and stores equal rows once. Rows are numbered in order of first occurrence.</summary>
internal sealed class RowTable
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    private readonly PinnedList<int> _start = new();
    private readonly PinnedList<int> _wires = new();
    private readonly PinnedList<int> _coefficientIds = new();
    private readonly PinnedList<int> _hashes = new();
    private readonly CoefficientTable _coefficients;

    /// <summary>Open addressing: row number plus one, 0 for a free slot. A power of two, at most half full.</summary>
    private int[] _slots = new int[1024];
    private int[] _newWires = new int[256];
    private int[] _newIds = new int[256];

    public RowTable()
        : this(Fr.One.MontgomeryForm, (-Fr.One).MontgomeryForm)
    {
    }

    /// <summary>A table for coefficients in an encoding other than that of <see cref="Fr"/>.</summary>
    /// <param name="one">1 in this encoding.</param>
    /// <param name="minusOne">-1 in this encoding.</param>
    public RowTable(in Limbs one, in Limbs minusOne)
    {
        _coefficients = new CoefficientTable(one, minusOne);
        _start.Add(0);
    }

    public int Count => _hashes.Count;

    /// <summary>The number of a coefficient within rows.</summary>
    public int CoefficientId(in Limbs coefficient) => _coefficients.IdOf(coefficient);

    /// <summary>The coefficient of a number, in its original encoding.</summary>
    public Limbs Coefficient(int id) => _coefficients.Coefficients[id];

    /// <summary>The number of a row; a new number on first occurrence.</summary>
    /// <param name="terms">The terms by ascending wire, without repeated wires or zero coefficients.</param>
    public int Intern(ReadOnlySpan<Term> terms)
    {
        if (_newIds.Length < terms.Length)
        {
            var length = Math.Max(terms.Length, 2 * _newIds.Length);
            (_newWires, _newIds) = (PinnedArray.Allocate<int>(length), PinnedArray.Allocate<int>(length));
        }

        for (var i = 0; i < terms.Length; i++)
        {
            _newWires[i] = terms[i].Wire;
            _newIds[i] = _coefficients.IdOf(terms[i].Coefficient.MontgomeryForm);
        }

        return Intern(_newWires.AsSpan(0, terms.Length), _newIds.AsSpan(0, terms.Length));
    }

    /// <summary>The number of a row; a new number on first occurrence.</summary>
    /// <param name="wires">The wires, ascending.</param>
    /// <param name="ids">The numbers of the coefficients, all nonzero.</param>
    public int Intern(ReadOnlySpan<int> wires, ReadOnlySpan<int> ids)
    {
        var hash = Seed ^ (ulong)wires.Length;
        for (var i = 0; i < wires.Length; i++)
        {
            hash = (hash ^ (((ulong)(uint)wires[i] << 32) | (uint)ids[i])) * 0xd6e8feb86659fd93;
            hash ^= hash >> 32;
        }

        var slot = (int)hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var row = _slots[slot] - 1;
            if (_hashes[row] == (int)hash && Matches(row, wires, ids)) return row;
        }

        _slots[slot] = Count + 1;
        _wires.Add(wires);
        _coefficientIds.Add(ids);
        _start.Add(_wires.Count);
        _hashes.Add((int)hash);
        if (2 * Count > _slots.Length) Grow();
        return Count - 1;
    }

    /// <summary>The rows collected so far, with wires renumbered.</summary>
    /// <param name="newWires">The new number of each wire; empty to keep all numbers.</param>
    public SparseRows Freeze(ReadOnlySpan<int> newWires) => Freeze(newWires, static coefficient => Fr.FromMontgomeryUnchecked(coefficient));

    /// <summary>The rows collected so far.</summary>
    /// <param name="newWires">The new number of each wire; empty to keep all numbers.</param>
    /// <param name="decode">Decodes a coefficient.</param>
    public SparseRows Freeze(ReadOnlySpan<int> newWires, Func<Limbs, Fr> decode)
    {
        var wires = _wires.ToArray();
        var ids = _coefficientIds.ToArray();
        var start = _start.ToArray();
        if (!newWires.IsEmpty)
        {
            for (var i = 0; i < wires.Length; i++) wires[i] = newWires[wires[i]];
            for (var row = 0; row < Count; row++) SortByWire(wires.AsSpan(start[row]..start[row + 1]), ids.AsSpan(start[row]..start[row + 1]));
        }

        var coefficients = PinnedArray.Allocate<Fr>(_coefficients.Coefficients.Length);
        for (var id = 0; id < coefficients.Length; id++) coefficients[id] = decode(_coefficients.Coefficients[id]);
        return new SparseRows(start, wires, ids, coefficients);
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

    private bool Matches(int row, ReadOnlySpan<int> wires, ReadOnlySpan<int> ids)
    {
        var from = _start[row];
        return _start[row + 1] - from == wires.Length
            && _coefficientIds.Items.Slice(from, ids.Length).SequenceEqual(ids)
            && _wires.Items.Slice(from, wires.Length).SequenceEqual(wires);
    }

    private void Grow()
    {
        _slots = PinnedArray.Allocate<int>(2 * _slots.Length);
        Array.Clear(_slots);
        for (var row = 0; row < Count; row++)
        {
            var slot = _hashes[row] & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = row + 1;
        }
    }
}
