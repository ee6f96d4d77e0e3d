using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>Prepares many changes at once, with the same result as <see cref="PreparedChange"/>, but hashed in vector lanes.</summary>
internal static class ChangePreparation
{
    /// <summary>The number of field elements of a leaf.</summary>
    private const int LeafArity = 4;

    /// <summary>Prepares changes of different accounts.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="firstPosition">The position of the first change, for errors.</param>
    /// <param name="cancellationToken">Observed after each attestation and each block.</param>
    /// <exception cref="RegistryChangeException">A change is not valid.</exception>
    public static PreparedChange[] Prepare(
        IReadOnlyList<RegistryChange> changes, long firstPosition, CancellationToken cancellationToken)
    {
        var prepared = new PreparedChange[changes.Count];
        var published = new List<int>(changes.Count);
        var attestations = new List<ImmutableArray<QuantizedAttestation>>(changes.Count);
        for (var i = 0; i < prepared.Length; i++)
        {
            if (changes[i].Subject is not { } subject)
            {
                prepared[i] = PreparedChange.Remove(changes[i].Account);
                continue;
            }

            published.Add(i);
            try
            {
                attestations.Add(AttestationBundle.Quantize(subject.Account, changes[i].Attestations!, cancellationToken));
            }
            catch (InvalidAttestationException e)
            {
                throw new RegistryChangeException(firstPosition + i, e.Field, e.Message[(e.Field.Length + 1)..], e);
            }
        }

        var bundles = new Fr[published.Count];
        PoseidonBatch.HashChains(InstructionSets.Best, new BundleChains(attestations), bundles, cancellationToken);
        var rows = new Fr[LeafArity * bundles.Length];
        for (var i = 0; i < bundles.Length; i++)
        {
            rows[LeafArity * i] = changes[published[i]].Subject!.Key;
            rows[LeafArity * i + 1] = bundles[i];
            rows[LeafArity * i + 2] = (ulong)attestations[i].Length;
            rows[LeafArity * i + 3] = Fr.Random();
        }

        var leaves = new Fr[bundles.Length];
        PoseidonBatch.Hash(LeafArity, rows, leaves);
        for (var i = 0; i < bundles.Length; i++)
        {
            var subject = changes[published[i]].Subject!;
            prepared[published[i]] = new(
                subject.Account, subject, AttestationBundle.FromHashed(attestations[i], bundles[i]), rows[LeafArity * i + 3], leaves[i]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(rows.AsSpan()));
        return prepared;
    }

    private readonly struct BundleChains(List<ImmutableArray<QuantizedAttestation>> attestations) : IPoseidonChains
    {
        public int BlocksOf(int chain) => (attestations[chain].Length + Commitments.SlotsPerBlock - 1) / Commitments.SlotsPerBlock;

        public void ReadBlock(int chain, int block, Span<Fr> elements)
        {
            var slots = attestations[chain].AsSpan()[(block * Commitments.SlotsPerBlock)..];
            if (slots.Length > Commitments.SlotsPerBlock) slots = slots[..Commitments.SlotsPerBlock];
            for (var i = 0; i < slots.Length; i++)
            {
                elements[2 * i] = slots[i].Context.Packed;
                elements[2 * i + 1] = slots[i].Evidence.Packed;
            }

            elements[(2 * slots.Length)..].Clear();
        }
    }
}
