using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// Tree and entries of a registry. Readers take a short lock; what only the one writer asks for needs none, since nobody else changes
/// anything.
/// </summary>
internal sealed partial class RegistryState
{
    private readonly Lock _lock = new();
    private readonly LeanImt _tree = new();
    private RegistryDictionaries _dictionaries = new([], []);

    public RegistryState()
    {
    }

    /// <summary>Takes leaves that were published before.</summary>
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

    /// <summary>For readers: live leaves.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _dictionaries.Entries.Count;
        }
    }

    /// <summary>For the writer: leaves of the tree, removed ones included.</summary>
    public int LeafCount => _tree.Count;

    /// <summary>For readers: an entry with its path and the root, all of one publication; null if the account has no leaf.</summary>
    public (RegistryEntry Entry, MerklePath Path, Fr Root)? Open(EvmAddress account)
    {
        lock (_lock)
        {
            return _dictionaries.Entries.TryGetValue(account, out var entry) ? (entry, _tree.PathOf(entry.Index), _tree.Root) : null;
        }
    }

    /// <summary>For the writer: a live leaf.</summary>
    public RegistryEntry? Find(EvmAddress account) => _dictionaries.Entries.GetValueOrDefault(account);

    /// <summary>For the writer: whose commitment it is.</summary>
    public EvmAddress? FindOwner(in Fr commitment) => _dictionaries.Commitments.TryGetValue(commitment, out var owner) ? owner : null;

    /// <summary>For the writer: computes new nodes.</summary>
    public LeanImtChange StageTree(
        ReadOnlySpan<int> indexes, ReadOnlySpan<Fr> replacements, ReadOnlySpan<Fr> appended, Parallelism parallelism) =>
        _tree.Stage(indexes, replacements, appended, parallelism);

    /// <summary>For the writer: the dictionaries once more, with room for changes.</summary>
    public RegistryDictionaries Copy(int room)
    {
        var (entries, commitments) = _dictionaries;
        var copy = new Dictionary<EvmAddress, RegistryEntry>(entries);
        copy.EnsureCapacity(entries.Count + room);
        return new(copy, new(commitments));
    }

    /// <summary>For the writer: lets readers see changes.</summary>
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
