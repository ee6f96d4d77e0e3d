using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>Prepares changes for the registry: quantises and hashes, many subjects at once in vector lanes.</summary>
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
        var quantized = new QuantizedChange[changes.Count];
        for (var i = 0; i < quantized.Length; i++)
        {
            if (changes[i].Subject is not { } subject)
            {
                quantized[i] = QuantizedChange.Remove(changes[i].Account);
                continue;
            }

            try
            {
                quantized[i] = QuantizedChange.Publish(subject, changes[i].Attestations!, cancellationToken);
            }
            catch (InvalidAttestationException e)
            {
                throw new RegistryChangeException(firstPosition + i, e.Field, e.Message[(e.Field.Length + 1)..], e);
            }
        }

        return Hash(quantized, cancellationToken);
    }

    /// <summary>Hashes changes, in any number and of any accounts.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Observed after each block.</param>
    /// <returns>A prepared change for each change, in the same order.</returns>
    public static PreparedChange[] Hash(IReadOnlyList<QuantizedChange> changes, CancellationToken cancellationToken)
    {
        var prepared = new PreparedChange[changes.Count];
        var published = new List<int>(changes.Count);
        for (var i = 0; i < prepared.Length; i++)
        {
            if (changes[i].Subject is null) prepared[i] = PreparedChange.Remove(changes[i].Account);
            else published.Add(i);
        }

        var bundles = new Fr[published.Count];
        PoseidonBatch.HashChains(InstructionSets.Best, new BundleChains(changes, published), bundles, cancellationToken);
        var rows = new Fr[LeafArity * bundles.Length];
        for (var i = 0; i < bundles.Length; i++)
        {
            var change = changes[published[i]];
            rows[LeafArity * i] = change.Subject!.Key;
            rows[LeafArity * i + 1] = bundles[i];
            rows[LeafArity * i + 2] = (ulong)change.Attestations.Length;

            // A fresh salt for each version: with a reused salt, equal leaves would reveal equal contents, and knowledge of an old opening would carry
            // over to the next version.
            rows[LeafArity * i + 3] = Fr.Random();
        }

        var leaves = new Fr[bundles.Length];
        PoseidonBatch.Hash(LeafArity, rows, leaves);
        for (var i = 0; i < bundles.Length; i++)
        {
            var change = changes[published[i]];
            prepared[published[i]] = new(
                change.Account, change.Subject, AttestationBundle.FromHashed(change.Attestations, bundles[i]), rows[LeafArity * i + 3], leaves[i]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(rows.AsSpan()));
        return prepared;
    }

    private readonly struct BundleChains(IReadOnlyList<QuantizedChange> changes, List<int> published) : IPoseidonChains
    {
        public int BlocksOf(int chain) => changes[published[chain]].Blocks;

        public void ReadBlock(int chain, int block, Span<Fr> elements)
        {
            var slots = changes[published[chain]].Attestations.AsSpan()[(block * Commitments.SlotsPerBlock)..];
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
