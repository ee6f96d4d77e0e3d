using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// Tree and entries of a registry. Readers take a short lock; the methods for the writer need no lock, since the single writer is the only source of
/// changes.
/// </summary>
internal sealed partial class RegistryState
{
    private readonly Lock _lock = new();
    private readonly LeanImt _tree = new();
    private RegistryDictionaries _dictionaries = new([], []);

    public RegistryState()
    {
    }

    /// <summary>Restores the state from leaves published earlier.</summary>
    public RegistryState(ReadOnlySpan<Fr> leaves, RegistryDictionaries dictionaries, Parallelism parallelism)
    {
        _tree.Append(leaves, parallelism);
        _dictionaries = dictionaries;
    }

    /// <summary>For readers: the root.</summary>
    public Fr Root
    {
        get
        {
            lock (_lock) return _tree.Root;
        }
    }

    /// <summary>For readers: the number of live leaves.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _dictionaries.Entries.Count;
        }
    }

    /// <summary>For the writer: the number of leaves of the tree, including removed leaves.</summary>
    public int LeafCount => _tree.Count;

    /// <summary>For readers: an entry with path and root of the same publication; null if the account has no leaf.</summary>
    public (RegistryEntry Entry, MerklePath Path, Fr Root)? Open(EvmAddress account)
    {
        lock (_lock)
        {
            return _dictionaries.Entries.TryGetValue(account, out var entry) ? (entry, _tree.PathOf(entry.Index), _tree.Root) : null;
        }
    }

    /// <summary>For the writer: a live leaf.</summary>
    public RegistryEntry? Find(EvmAddress account) => _dictionaries.Entries.GetValueOrDefault(account);

    /// <summary>For the writer: the account of an identity commitment.</summary>
    public EvmAddress? FindOwner(in Fr commitment) => _dictionaries.Commitments.TryGetValue(commitment, out var owner) ? owner : null;

    /// <summary>For the writer: computes new nodes.</summary>
    public LeanImtChange StageTree(
        ReadOnlySpan<int> indexes, ReadOnlySpan<Fr> replacements, ReadOnlySpan<Fr> appended, Parallelism parallelism) =>
        _tree.Stage(indexes, replacements, appended, parallelism);

    /// <summary>For the writer: a copy of the dictionaries, with room for changes.</summary>
    public RegistryDictionaries Copy(int room)
    {
        var (entries, commitments) = _dictionaries;
        var copy = new Dictionary<EvmAddress, RegistryEntry>(entries);
        copy.EnsureCapacity(entries.Count + room);
        return new(copy, new(commitments));
    }

    /// <summary>For the writer: makes changes visible to readers.</summary>
    public void Apply(LeanImtChange tree, RegistryKeys keys)
    {
        lock (_lock)
        {
            _tree.Apply(tree);
            if (keys.Replacement is { } replacement) _dictionaries = replacement;
            else keys.ApplyTo(_dictionaries);
        }
    }
}
