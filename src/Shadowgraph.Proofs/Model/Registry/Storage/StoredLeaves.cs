using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>All leaves of a registry, on their way from its store and back.</summary>
internal static class StoredLeaves
{
    /// <summary>Builds tree and entries. Attestations stay in the store and are not hashed.</summary>
    /// <exception cref="RegistryStoreException">Two leaves are of one account or commitment.</exception>
    public static RegistryState Load(StoredChange stored, RegistryJournal journal, Parallelism parallelism)
    {
        var hashes = new Fr[stored.LeafCount];
        var dictionaries = new RegistryDictionaries(new(stored.Live.Count), []);
        foreach (var (index, subject, leaf, salt) in stored.Live)
        {
            hashes[index] = leaf;
            if (!dictionaries.Entries.TryAdd(subject.Account, new(index, subject, salt, journal.Load))
                || (subject.IdentityCommitment is { } commitment && !dictionaries.Commitments.TryAdd(commitment, subject.Account)))
            {
                throw RegistryJournal.Damaged(index, "is of a subject that another leaf is of");
            }
        }

        return new(hashes, dictionaries, parallelism);
    }

    /// <summary>Reads all leaves' attestations and seals them under another key; removed leaves first.</summary>
    /// <exception cref="RegistryStoreException">A leaf can't be opened.</exception>
    public static async IAsyncEnumerable<RegistryStoreLeaf> ResealAsync(
        RegistryState state, RegistryEntry[] entries, RegistryJournal journal, long sequence, IRowSeal seal,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SealedRows.SaltSize);
        var live = entries.Select(entry => entry.Index).ToHashSet();
        for (var index = 0; index < state.LeafCount; index++)
        {
            if (!live.Contains(index))
                yield return new(index, sequence, default, seal.Seal(new(RowPart.RemovedLeaf, index, sequence, default), salt, []), default);
        }

        foreach (var entry in entries)
        {
            var bundle = await journal.LoadAsync(entry, cancellationToken).ConfigureAwait(false)
                ?? throw RegistryJournal.Damaged(entry.Index, "has attestations of another version than its own, or none");
            yield return LeafSealing.Seal(entry.Index, entry.Subject, state.LeafOf(entry)!.Value, entry.Salt, bundle, sequence, salt, seal);
        }
    }
}
