using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

internal sealed partial class RegistryState
{
    /// <summary>Restores the state from the leaves of a store. Attestations are loaded when a leaf is opened, and not hashed here.</summary>
    /// <exception cref="ArgumentException">An index is out of range or taken, or two leaves share an account or a commitment.</exception>
    public static RegistryState Load(
        int leafCount, IEnumerable<StoredLeaf> leaves, Func<RegistryEntry, AttestationBundle> load, Parallelism parallelism)
    {
        var hashes = new Fr[leafCount];
        var dictionaries = new RegistryDictionaries([], []);
        var taken = new bool[leafCount];
        foreach (var (index, subject, leaf, salt) in leaves)
        {
            parallelism.Cancellation.ThrowIfCancellationRequested();
            if (index < 0 || index >= leafCount || taken[index])
            {
                throw new ArgumentException($"Leaf {index} is stored twice, or beyond the {leafCount} leaves of the tree.", nameof(leaves));
            }

            (hashes[index], taken[index]) = (leaf, true);
            if (!dictionaries.Entries.TryAdd(subject.Account, new(index, subject, salt, load))
                || (subject.IdentityCommitment is { } commitment && !dictionaries.Commitments.TryAdd(commitment, subject.Account)))
            {
                throw new ArgumentException($"Leaf {index} and another leaf have the same subject.", nameof(leaves));
            }
        }

        return new(hashes, dictionaries, parallelism);
    }

    /// <summary>For the writer: the root; 0 if nothing has been published yet.</summary>
    public Fr RootOrZero => _tree.Count > 0 ? _tree.Root : Fr.Zero;

    /// <summary>For the writer: the live leaves among the given indexes.</summary>
    public IReadOnlyList<RegistryEntry> EntriesAt(IReadOnlySet<int> indexes) =>
        indexes.Count == 0 ? [] : [.. _dictionaries.Entries.Values.Where(entry => indexes.Contains(entry.Index))];

    /// <summary>For readers: all current live leaves, by index.</summary>
    public RegistryEntry[] Entries()
    {
        RegistryEntry[] entries;
        lock (_lock) entries = [.. _dictionaries.Entries.Values];
        Array.Sort(entries, (left, right) => left.Index.CompareTo(right.Index));
        return entries;
    }

    /// <summary>For readers: the hash of a live leaf; null if the entry is no longer the account's current entry.</summary>
    public Fr? LeafOf(RegistryEntry entry)
    {
        lock (_lock)
        {
            return _dictionaries.Entries.TryGetValue(entry.Subject.Account, out var present) && present == entry ? _tree[entry.Index] : null;
        }
    }
}
