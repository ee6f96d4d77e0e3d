using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

internal sealed partial class RegistryState
{
    /// <summary>For the writer: the root; 0 if nothing was ever published.</summary>
    public Fr RootOrZero => _tree.Count > 0 ? _tree.Root : Fr.Zero;

    /// <summary>For the writer: the live leaves among some.</summary>
    public IReadOnlyList<RegistryEntry> EntriesAt(IReadOnlySet<int> indexes) =>
        indexes.Count == 0 ? [] : [.. _dictionaries.Entries.Values.Where(entry => indexes.Contains(entry.Index))];

    /// <summary>For readers: all live leaves as they are now, by index.</summary>
    public RegistryEntry[] Entries()
    {
        RegistryEntry[] entries;
        lock (_lock) entries = [.. _dictionaries.Entries.Values];
        Array.Sort(entries, (left, right) => left.Index.CompareTo(right.Index));
        return entries;
    }

    /// <summary>For readers: the hash of a live leaf; null if the entry is no longer the account's last.</summary>
    public Fr? LeafOf(RegistryEntry entry)
    {
        lock (_lock)
        {
            return _dictionaries.Entries.TryGetValue(entry.Subject.Account, out var present) && present == entry ? _tree[entry.Index] : null;
        }
    }
}
