using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Loads all leaves of a registry from the store, and seals all leaves again.</summary>
internal static class StoredLeaves
{
    /// <summary>Builds tree and entries. Attestations stay in the store and are not hashed.</summary>
    /// <exception cref="RegistryStoreException">Two leaves share an account or a commitment.</exception>
    public static RegistryState Load(StoredChange stored, RegistryJournal journal, Parallelism parallelism)
    {
        try
        {
            return RegistryState.Load(stored.LeafCount, stored.Live, journal.Load, parallelism);
        }
        catch (ArgumentException e)
        {
            throw new RegistryStoreException(RegistryStoreErrorKind.Damaged, $"The leaves in the registry's store do not fit together: {e.Message} Restore the store from a copy.", e);
        }
    }

    /// <summary>Reads the attestations of all leaves and seals each leaf under another key; removed leaves first.</summary>
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
                ?? throw RegistryJournal.Damaged(entry.Index, "has no attestations of its version");
            yield return LeafSealing.Seal(entry.Index, entry.Subject, state.LeafOf(entry)!.Value, entry.Salt, bundle, sequence, salt, seal);
        }
    }
}
