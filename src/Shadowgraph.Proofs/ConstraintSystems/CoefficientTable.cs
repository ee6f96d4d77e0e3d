using System.Numerics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Numbers the distinct coefficients of a circuit in order of first occurrence; 1 and -1 come first.</summary>
/// <remarks>
/// Coefficients are compared by their bits alone: any encoding with a unique form per value is suitable, if used consistently. Files are untrusted:
/// slots are chosen with a random factor, so that an attacker cannot force collisions.
/// </remarks>
internal sealed class CoefficientTable
{
    // Random per process: only the choice of slots depends on these seeds.
    private static readonly ulong Seed0 = (ulong)Random.Shared.NextInt64();
    private static readonly ulong Seed1 = (ulong)Random.Shared.NextInt64();

    private readonly PinnedList<Limbs> _coefficients = new();

    /// <summary>Open addressing: number plus one, 0 for a free slot. A power of two, at most half full.</summary>
    private int[] _slots = new int[2048];

    /// <param name="one">1, in the encoding of all coefficients.</param>
    /// <param name="minusOne">-1, in the same encoding.</param>
    public CoefficientTable(in Limbs one, in Limbs minusOne)
    {
        IdOf(one);
        IdOf(minusOne);
    }

    /// <summary>The coefficients by number.</summary>
    public ReadOnlySpan<Limbs> Coefficients => _coefficients.Items;

    /// <summary>The number of a coefficient; a new number on first occurrence.</summary>
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
        _slots = PinnedArray.Allocate<int>(2 * _slots.Length);
        Array.Clear(_slots);
        for (var id = 0; id < _coefficients.Count; id++)
        {
            var slot = SlotOf(_coefficients[id]);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = id + 1;
        }
    }

    /// <summary>Two folded products with secret factors: indistinguishable from random without knowledge of the factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(in Limbs value)
    {
        var low = Math.BigMul(value.L0 ^ Seed0, value.L1 ^ Seed1, out var fold);
        var high = Math.BigMul(value.L2 ^ Seed1, value.L3 ^ Seed0, out var otherFold);
        return (int)(BitOperations.RotateLeft(low ^ fold, 23) ^ high ^ otherFold) & (_slots.Length - 1);
    }
}
