namespace Shadowgraph.Proofs;

internal sealed partial class RegistryKeys
{
    /// <summary>Takes in what another process, or this one without knowing it, committed to the store. After a conflict this is of no more
    /// use.</summary>
    /// <returns>Which leaf does not fit to the registry; null if all do.</returns>
    public int? AddStored(StoredChange change, Func<RegistryEntry, AttestationBundle> load)
    {
        // A leaf that came and went in between is 0, as appended leaves are until they are told.
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
