using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>
/// Adds the attestations of a link to the chain and the sums. Cost: 168 per slot and 613 per block of 24; all wires of the hash of an unused block are 0.
/// </summary>
internal static class AttestationsGadget
{
    /// <summary>The sums after a link.</summary>
    /// <param name="builder">Receives the constraints.</param>
    /// <param name="poseidon">Hashes in the same circuit.</param>
    /// <param name="previous">The sums before the link.</param>
    /// <param name="slots">A multiple of 24.</param>
    /// <param name="asOf">Proved to be in 40 bits.</param>
    public static LinkSums Add(
        CircuitBuilder builder, PoseidonGadget poseidon, in LinkSums previous, ReadOnlySpan<Slot> slots, LinearCombination asOf)
    {
        var (chain, count, r, s, q) = previous;
        var limit = (LinearCombination)1;
        for (var i = 0; i < slots.Length; i++)
        {
            using var scope = builder.Scope("slot", i);
            var (enabled, numbers) = slots[i];
            Flags.AssertNonIncreasing(builder, limit, [enabled], "enabled");
            limit = enabled;

            // All numbers are 0 if the packed form is, by their ranges: a disabled slot adds nothing.
            Flags.AssertZeroUnless(builder, enabled, numbers.Packed, "numbers are 0 in a disabled slot");
            var evidence = EvidenceGadget.Weigh(builder, numbers, asOf);

            count += enabled;
            r += evidence.Positive;
            s += evidence.Negative;
            q += evidence.Rated;
        }

        var last = chain;
        for (var first = 0; first < slots.Length; first += Commitments.SlotsPerBlock)
        {
            using var scope = builder.Scope("block", first / Commitments.SlotsPerBlock);
            var block = new LinearCombination[Commitments.BlockSize];
            for (var (i, slot) = (0, first); i < block.Length; i += 2, slot += 3)
                (block[i], block[i + 1]) = PackedEvidence.Elements(slots[slot].Numbers, slots[slot + 1].Numbers, slots[slot + 2].Numbers);

            // The flags fall, so that all blocks before a used block are used too, and the last hash is the chain. The new hash takes the place of
            // the last; in an unused block both are 0.
            var isUsed = slots[first].Enabled;
            LinearCombination before = builder.Multiply(isUsed, last, "chain");
            last = poseidon.Hash("hash", isUsed, before, block);
            chain += last - before;
        }

        return new(chain, count, r, s, q);
    }

    /// <summary>Room for an attestation.</summary>
    /// <param name="Enabled">1 for a used slot.</param>
    /// <param name="Numbers">The numbers of the attestation.</param>
    internal readonly record struct Slot(LinearCombination Enabled, PackedEvidence Numbers);
}
