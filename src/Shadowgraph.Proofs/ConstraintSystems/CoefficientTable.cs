using System.Numerics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Numbers the distinct coefficients of a circuit in the order in which they first occur; 1 and -1 come first.</summary>
/// <remarks>
/// Coefficients are told apart by their bits alone, so any encoding will do that has one form for each, as long as it is always the same
/// one. Files come from anywhere: slots are chosen with a random factor, so that nobody can make many coefficients meet in one.
/// </remarks>
internal sealed class CoefficientTable
{
    // The same for the process: nothing but the choice of slots depends on them.
    private static readonly ulong Seed0 = (ulong)Random.Shared.NextInt64();
    private static readonly ulong Seed1 = (ulong)Random.Shared.NextInt64();

    private readonly PinnedList<Limbs> _coefficients = new();

    /// <summary>Open addressing: number plus one, 0 where free. A power of two, at most half full.</summary>
    private int[] _slots = new int[2048];

    /// <param name="one">1, in the encoding of all others.</param>
    /// <param name="minusOne">-1.</param>
    public CoefficientTable(in Limbs one, in Limbs minusOne)
    {
        IdOf(one);
        IdOf(minusOne);
    }

    /// <summary>The coefficients by number.</summary>
    public ReadOnlySpan<Limbs> Coefficients => _coefficients.Items;

    /// <summary>The number of a coefficient; a new one if it was not seen before.</summary>
    public int IdOf(in Limbs coefficient)
    {
        for (var slot = SlotOf(coefficient); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var id = _slots[slot] - 1;
            if (id < 0) return Add(coefficient, slot);
            if (Limbs.Equal(_coefficients[id], coefficient)) return id;
        }
    }

    private int Add(in Limbs coefficient, int slot)
    {
        var id = _coefficients.Count;
        _coefficients.Add(coefficient);
        _slots[slot] = id + 1;
        if (2 * _coefficients.Count > _slots.Length) Grow();
        return id;
    }

    private void Grow()
    {
        _slots = PinnedList<int>.Allocate(2 * _slots.Length);
        Array.Clear(_slots);
        for (var id = 0; id < _coefficients.Count; id++)
        {
            var slot = SlotOf(_coefficients[id]);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = id + 1;
        }
    }

    /// <summary>Two folded products with secret factors: as good as random for who does not know these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(in Limbs value)
    {
        var low = Math.BigMul(value.L0 ^ Seed0, value.L1 ^ Seed1, out var fold);
        var high = Math.BigMul(value.L2 ^ Seed1, value.L3 ^ Seed0, out var otherFold);
        return (int)(BitOperations.RotateLeft(low ^ fold, 23) ^ high ^ otherFold) & (_slots.Length - 1);
    }
}
