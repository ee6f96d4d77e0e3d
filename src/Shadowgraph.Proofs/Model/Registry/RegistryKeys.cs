using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>The accounts and commitments of a registry under staged publications, with the resulting changes of leaves.</summary>
/// <param name="state">The registry, which only the writer changes.</param>
internal sealed partial class RegistryKeys(RegistryState state)
{
    /// <summary>Up to this number of changes the dictionaries are updated in place while readers wait; beyond, a modified copy replaces the
    /// dictionaries.</summary>
    private const int MostInPlace = 256;

    private readonly Dictionary<EvmAddress, PendingEntry> _accounts = [];
    private readonly Dictionary<Fr, EvmAddress?> _commitments = [];
    private readonly List<LeafChange> _changes = [];
    private int _leafCount = state.LeafCount;

    /// <summary>The final state of each changed leaf.</summary>
    public IReadOnlyList<LeafChange> Changes => _changes;

    /// <summary>After <see cref="Complete"/>: the dictionaries to replace those of the registry; null for changes in place.</summary>
    public RegistryDictionaries? Replacement { get; private set; }

    /// <summary>Adds a publication. After a conflict of a later change than the first, this object is no longer usable.</summary>
    public PublicationOutcome Add(IReadOnlyList<PreparedChange> publication, CancellationToken cancellation)
    {
        int added = 0, replaced = 0, removed = 0;
        _accounts.EnsureCapacity(_accounts.Count + publication.Count);
        _changes.EnsureCapacity(_changes.Count + publication.Count);
        for (var i = 0; i < publication.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var change = publication[i];
            var present = Find(change.Account);
            if (change.Subject is null)
            {
                if (present.Entry is null) continue;
                removed++;
                Remove(present);
            }
            else if (Conflict(change.Subject, present.Entry) is { } problem)
            {
                return new(0, 0, 0, new(i, problem));
            }
            else
            {
                if (present.Entry is null) added++;
                else replaced++;
                Publish(change, present);
            }
        }

        return new(added, replaced, removed, null);
    }

    /// <summary>Computes the tree's new nodes.</summary>
    public LeanImtChange StageTree(Parallelism parallelism)
    {
        var appended = new Fr[_leafCount - state.LeafCount];
        var replaced = new List<LeafChange>(_changes.Count - appended.Length);
        foreach (var change in _changes)
        {
            if (change.Index >= state.LeafCount) appended[change.Index - state.LeafCount] = change.Leaf;
            else replaced.Add(change);
        }

        replaced.Sort((left, right) => left.Index.CompareTo(right.Index));
        int[] indexes = [.. replaced.Select(change => change.Index)];
        Fr[] leaves = [.. replaced.Select(change => change.Leaf)];
        return state.StageTree(indexes, leaves, appended, parallelism);
    }

    /// <summary>Prepares the state for readers.</summary>
    public void Complete(CancellationToken cancellation)
    {
        if (_accounts.Count <= MostInPlace) return;
        var copy = state.Copy(_accounts.Count);
        ApplyTo(copy, cancellation);
        Replacement = copy;
    }

    /// <summary>Applies all changes to dictionaries.</summary>
    public void ApplyTo(RegistryDictionaries dictionaries, CancellationToken cancellation = default)
    {
        foreach (var (account, (entry, _)) in _accounts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry is null) dictionaries.Entries.Remove(account);
            else dictionaries.Entries[account] = entry;
        }

        foreach (var (commitment, account) in _commitments)
        {
            if (account is { } owner) dictionaries.Commitments[commitment] = owner;
            else dictionaries.Commitments.Remove(commitment);
        }
    }

    private void Publish(PreparedChange change, PendingEntry present)
    {
        var index = present.Entry?.Index ?? _leafCount++;
        var entry = new RegistryEntry(index, change.Subject!, change.Salt, change.Bundle!);
        Put(new(index, change.Subject!, entry, change.Leaf), present.Position);
        if (change.Subject!.IdentityCommitment is { } commitment) _commitments[commitment] = change.Account;
    }

    private void Remove(PendingEntry present)
    {
        var entry = present.Entry!;
        Put(new(entry.Index, entry.Subject, null, Fr.Zero), present.Position);
        if (entry.Subject.IdentityCommitment is { } commitment) _commitments[commitment] = null;
    }

    private void Put(in LeafChange change, int position)
    {
        if (position < 0)
        {
            position = _changes.Count;
            _changes.Add(change);
        }
        else
        {
            _changes[position] = change;
        }

        // A subject published again after a removal gets a new leaf.
        _accounts[change.Subject.Account] = new(change.Entry, change.Entry is null ? -1 : position);
    }

    private PendingEntry Find(EvmAddress account)
    {
        if (_accounts.TryGetValue(account, out var pending)) return pending;
        return new(state.Find(account), -1);
    }

    private string? Conflict(RegistrySubject subject, RegistryEntry? present)
    {
        if (present is not null && present.Subject != subject)
        {
            return $"{subject.Account} has a live leaf under another key; with two keys a subject could claim twice. "
                + "Publish under the same key, or remove the leaf first.";
        }

        // An account's own key is below 2¹⁶⁰ and a commitment never is, so only commitments can collide with the key of another account.
        if (subject.IdentityCommitment is { } commitment && OwnerOf(commitment) is { } owner && owner != subject.Account)
        {
            return "This identity commitment is another account's. Every hidden subject needs a secret of its own.";
        }

        return null;
    }

    private EvmAddress? OwnerOf(in Fr commitment) =>
        _commitments.TryGetValue(commitment, out var pending) ? pending : state.FindOwner(commitment);

    /// <param name="Entry">The live leaf; null without a live leaf.</param>
    /// <param name="Position">The position among the changes; -1 for an unchanged leaf.</param>
    private readonly record struct PendingEntry(RegistryEntry? Entry, int Position);
}
