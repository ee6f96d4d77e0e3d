namespace Shadowgraph.Proofs;

internal sealed partial class RegistryKeys
{
    /// <summary>Adds a change read from the store: committed by another process, or by this process with an unknown outcome. After a conflict this
    /// object is no longer usable.</summary>
    /// <returns>The index of the first leaf in conflict with the registry; null without a conflict.</returns>
    public int? AddStored(StoredChange change, Func<RegistryEntry, AttestationBundle> load)
    {
        // A leaf added and removed in between is 0, the initial value of appended leaves.
        _leafCount = change.LeafCount;
        foreach (var entry in state.EntriesAt(change.Removed)) Remove(new(entry, -1));
        foreach (var (index, subject, leaf, salt) in change.Live)
        {
            var present = Find(subject.Account);
            var fits = present.Entry is { } entry ? entry.Index == index && entry.Subject == subject : index >= state.LeafCount;
            if (!fits) return index;
            if (subject.IdentityCommitment is { } commitment)
            {
                if (OwnerOf(commitment) is { } owner && owner != subject.Account) return index;
                _commitments[commitment] = subject.Account;
            }

            Put(new(index, subject, new RegistryEntry(index, subject, salt, load), leaf), present.Position);
        }

        return null;
    }
}
