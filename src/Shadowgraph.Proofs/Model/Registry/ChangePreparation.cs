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
    private const int LeafArity = 5;

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

        var chains = new Fr[published.Count];
        PoseidonBatch.HashChains(InstructionSets.Best, new EvidenceChains(changes, published), chains, cancellationToken);
        var bundles = new BundleHash[chains.Length];
        var rows = new Fr[LeafArity * chains.Length];
        for (var i = 0; i < chains.Length; i++)
        {
            // A fresh salt for each version: with a reused salt, equal leaves would reveal equal contents, and knowledge of an old opening would carry
            // over to the next version.
            var change = changes[published[i]];
            bundles[i] = new(chains[i], BundleHashing.HashContexts(change.Attestations.AsSpan()));
            Span<Fr> row = [change.Subject!.Key, bundles[i].Evidence, bundles[i].Contexts, (ulong)change.Attestations.Length, Fr.Random()];
            row.CopyTo(rows.AsSpan(LeafArity * i));
        }

        var leaves = new Fr[chains.Length];
        PoseidonBatch.Hash(LeafArity, rows, leaves);
        for (var i = 0; i < chains.Length; i++)
        {
            var change = changes[published[i]];
            var bundle = AttestationBundle.FromHashed(change.Attestations, bundles[i]);
            prepared[published[i]] = new(change.Account, change.Subject, bundle, rows[LeafArity * (i + 1) - 1], leaves[i]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(rows.AsSpan()));
        return prepared;
    }

    private readonly struct EvidenceChains(IReadOnlyList<QuantizedChange> changes, List<int> published) : IPoseidonChains
    {
        public int BlocksOf(int chain) => BundleHashing.EvidenceBlocks(changes[published[chain]].Attestations.Length);

        public void ReadBlock(int chain, int block, Span<Fr> elements) =>
            BundleHashing.ReadEvidence(changes[published[chain]].Attestations.AsSpan(), block, elements);
    }
}
