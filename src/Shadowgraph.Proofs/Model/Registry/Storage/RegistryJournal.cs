using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Connects a registry to its store: seals outgoing data, and verifies incoming data.</summary>
/// <remarks>Only the registry's writer may make changes; any thread may load bundles.</remarks>
internal sealed class RegistryJournal(IRegistryStore store, RegistryStorageOptions options, bool isReadOnly) : IAsyncDisposable
{
    private IRowSeal _seal = new OpenRows();
    private Guid _registryId;
    private bool _isNamed;
    private RootHistory _history = RootHistory.Empty;

    /// <summary>Whether changes are refused because the registry is read-only.</summary>
    public bool IsReadOnly => isReadOnly;

    /// <summary>The retained roots, by sequence.</summary>
    public RootHistory History => Volatile.Read(ref _history);

    /// <summary>Whether the store may be a change ahead of the registry: then the store is read before the next change.</summary>
    public bool MayLag { get; private set; }

    /// <summary>Whether rows are stored in clear, and therefore authenticated by hashes only.</summary>
    public bool IsUnsealed => options.IsUnsealed;

    /// <summary>Rejects options that neither hold a key nor declare the store unsealed.</summary>
    public static void RequireSealing(RegistryStorageOptions options)
    {
        if (!options.IsUnsealed && options.Key.IsEmpty)
        {
            throw new InvalidOperationException(
                "A registry's store has confidential data, and the sealing key is missing. Call SealWith(key) on the options with a key from "
                + "RegistryStorageOptions.CreateKey(), or UnsealedStore() if the database is protected by other means.");
        }
    }

    /// <summary>Becomes the store's writer, unless read-only.</summary>
    public Task AcquireAsync(CancellationToken cancellationToken) => isReadOnly ? Task.CompletedTask : store.AcquireAsync(cancellationToken);

    /// <summary>Reads the changes in the store since the registry's last change.</summary>
    /// <returns>Null without changes.</returns>
    /// <exception cref="RegistryStoreException">The store failed, or its contents were not written by a registry with this key.</exception>
    public async Task<StoredChange?> ReadAsync(CancellationToken cancellationToken)
    {
        var since = History.Sequence;
        var snapshot = await store.ReadAsync(since, cancellationToken).ConfigureAwait(false)
            ?? throw new RegistryStoreException(
                RegistryStoreErrorKind.Missing, "The store has no registry. Open the registry for writing first, or check that the database is the right one.");
        await using (snapshot.ConfigureAwait(false))
        {
            RequireKey(snapshot);
            var history = RootHistory.From(snapshot.Roots, _seal);
            if (history.Sequence < since)
            {
                throw new RegistryStoreException(
                    RegistryStoreErrorKind.Damaged,
                    $"The registry's store went back from change {since} to {history.Sequence}: an older copy was restored. Open the registry again if this was intended.");
            }
            if (history.Sequence == since)
            {
                MayLag = false;
                return null;
            }

            var last = snapshot.Roots[^1];
            var (leaves, removed) = await ReadLeavesAsync(snapshot.Leaves, last, since, cancellationToken).ConfigureAwait(false);
            return new(history, last.LeafCount, last.SubjectCount, leaves, removed);
        }
    }

    /// <summary>Records a change read from the store as the registry's latest change.</summary>
    public void Accept(StoredChange change)
    {
        Volatile.Write(ref _history, change.History);
        MayLag = false;
    }

    /// <summary>Commits a staged publication.</summary>
    /// <param name="staged">The changes.</param>
    /// <param name="subjectCount">The number of live leaves after the change.</param>
    /// <param name="parallelism">Threads for sealing, and the cancellation before the commit.</param>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    public Task CommitAsync(StagedPublication staged, int subjectCount, Parallelism parallelism) => ApplyAsync(
        staged.Root, staged.LeafCount, subjectCount, _seal,
        sequence => LeafSealing.SealAsync(staged.Changes, sequence, _seal, parallelism, parallelism.Cancellation), parallelism.Cancellation);

    /// <summary>Seals all leaves again, under another key.</summary>
    /// <param name="leaves">All live leaves, with loaded attestations, and all removed leaves.</param>
    /// <param name="leafCount">The number of leaves.</param>
    /// <param name="subjectCount">The number of live leaves.</param>
    /// <param name="key">The new key.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task ResealAsync(
        Func<long, IRowSeal, IAsyncEnumerable<RegistryStoreLeaf>> leaves, int leafCount, int subjectCount, RegistryStorageOptions key,
        CancellationToken cancellationToken)
    {
        var seal = CreateSeal(key, _registryId);
        try
        {
            // Roots sealed with the old key must not remain in the store.
            await ApplyAsync(
                History.Roots[^1].Root, leafCount, subjectCount, seal, sequence => leaves(sequence, seal), cancellationToken, retained: 1)
                .ConfigureAwait(false);
        }
        catch
        {
            seal.Dispose();
            throw;
        }

        _seal.Dispose();
        _seal = seal;
        options = key;
    }

    /// <summary>Loads the attestations of a leaf.</summary>
    /// <returns>Null if the stored attestations belong to another version of the leaf, after a concurrent change.</returns>
    /// <exception cref="RegistryStoreException">The store failed, or its contents were not written by a registry with this key.</exception>
    public async Task<AttestationBundle?> LoadAsync(RegistryEntry entry, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAttestationsAsync(entry.Index, cancellationToken).ConfigureAwait(false);
        if (stored is null) return null;
        var row = _seal.Open(new(RowPart.Attestations, entry.Index, stored.Version, _seal.TagOf(entry.Subject.Account)), stored.Content.Span)
            ?? throw Damaged(entry.Index, "has attestations that were altered, or that no registry with this key wrote there");
        var bundle = AttestationRows.Read(row, out var salt) ?? throw Damaged(entry.Index, "has attestations that no registry wrote");
        return salt == entry.Salt ? bundle : null;
    }

    /// <summary>Loads the attestations of a leaf, for synchronous callers.</summary>
    /// <exception cref="RegistryStoreException">The store failed, or the attestations belong to another version of the leaf.</exception>
    public AttestationBundle Load(RegistryEntry entry) =>
        LoadAsync(entry, CancellationToken.None).GetAwaiter().GetResult()
        ?? throw Damaged(entry.Index, "has no attestations of its version");

    public async ValueTask DisposeAsync()
    {
        _seal.Dispose();
        await store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Compares the root computed from the leaves with the sealed root.</summary>
    /// <exception cref="RegistryStoreException">The roots differ.</exception>
    public static void RequireRoot(in Fr root, StoredChange change)
    {
        if (root == change.History.Roots[^1].Root) return;
        throw new RegistryStoreException(
            RegistryStoreErrorKind.Damaged,
            "The root of the leaves in the registry's store differs from the sealed root: a leaf was replaced by an older version, added or removed. "
            + "Restore the store from a copy.");
    }

    public static RegistryStoreException Damaged(int index, string problem) =>
        new(RegistryStoreErrorKind.Damaged, $"Leaf {index} of the registry's store {problem}. Restore the store from a copy.");

    private static IRowSeal CreateSeal(RegistryStorageOptions options, Guid registry) =>
        options.IsUnsealed ? new OpenRows() : new SealedRows(options.Key, registry);

    private async Task ApplyAsync(
        Fr root, int leafCount, int subjectCount, IRowSeal seal, Func<long, IAsyncEnumerable<RegistryStoreLeaf>> leaves,
        CancellationToken cancellationToken, int? retained = null)
    {
        var sequence = History.Sequence + 1;
        var bytes = new byte[Fr.Size];
        root.Write(bytes);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());

        // Times never decrease, so that a time window is a contiguous range of roots.
        if (History.Roots is [.., var before] && before.PublishedAt > now) now = before.PublishedAt;
        var stored = new RegistryStoreRoot(sequence, bytes, leafCount, subjectCount, now, default);
        stored = stored with { Seal = seal.SealRoot(stored) };
        var history = History.With(new(sequence, root, subjectCount, now), retained ?? options.RetainedRoots);
        try
        {
            await store.ApplyAsync(
                new() { Root = stored, Leaves = leaves(sequence), KeyId = seal.KeyId, OldestRoot = history.Roots[0].Sequence },
                cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryStoreException e) when (e.Kind == RegistryStoreErrorKind.Indeterminate)
        {
            MayLag = true;
            throw;
        }

        Volatile.Write(ref _history, history);
    }

    private void RequireKey(RegistryStoreSnapshot snapshot)
    {
        if (!_isNamed)
        {
            _seal = CreateSeal(options, snapshot.RegistryId);
            (_registryId, _isNamed) = (snapshot.RegistryId, true);
        }
        else if (snapshot.RegistryId != _registryId)
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Damaged, "The store has another registry than before. Open the registry again if this was intended.");
        }

        if (snapshot.Roots.Count == 0 || snapshot.KeyId.Span.SequenceEqual(_seal.KeyId.Span)) return;
        throw new RegistryStoreException(
            RegistryStoreErrorKind.WrongKey,
            snapshot.KeyId.IsEmpty ? "The registry's store is not sealed. Open the store with UnsealedStore(), and seal it with ResealAsync."
            : options.IsUnsealed ? "The registry's store is sealed. Open the store with SealWith and its key, not with UnsealedStore()."
            : "The registry's store is sealed with another key. Open the store with its latest key.");
    }

    private async Task<(List<StoredLeaf> Live, HashSet<int> Removed)> ReadLeavesAsync(
        IAsyncEnumerable<RegistryStoreLeaf> rows, RegistryStoreRoot last, long since, CancellationToken cancellationToken)
    {
        var live = new List<StoredLeaf>();
        var removed = new HashSet<int>();
        var next = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // A complete listing has no gaps; a listing of changes may have gaps.
            if (row.Index < next || row.Index >= last.LeafCount || (since == 0 && row.Index != next))
            {
                throw Damaged(row.Index, since == 0 && row.Index > next ? $"follows on {next - 1}: leaves between them are missing" : "is not in the tree");
            }
            if (row.Version <= since || row.Version > last.Sequence) throw Damaged(row.Index, "belongs to a change that is not in the store");
            if (TryOpen(row, out var leaf)) live.Add(leaf.Value);
            else removed.Add(row.Index);
            next = row.Index + 1;
        }

        if (since == 0 && next != last.LeafCount) throw Damaged(next, "and those after it are missing");
        return (live, removed);
    }

    /// <returns>False for a removed leaf.</returns>
    private bool TryOpen(RegistryStoreLeaf row, [NotNullWhen(true)] out StoredLeaf? leaf)
    {
        leaf = null;
        var isRemoved = row.AccountTag.IsEmpty;
        var content = _seal.Open(new(isRemoved ? RowPart.RemovedLeaf : RowPart.Leaf, row.Index, row.Version, row.AccountTag.Span), row.Content.Span)
            ?? throw Damaged(row.Index, "was altered or exchanged, or was not written with this key");
        if (isRemoved) return content.Length == 0 ? false : throw Damaged(row.Index, "is removed and has content");
        if (!LeafRow.TryRead(content, out var subject, out var hash, out var salt)
            || !_seal.TagOf(subject.Account).AsSpan().SequenceEqual(row.AccountTag.Span))
        {
            throw Damaged(row.Index, "has content that no registry wrote");
        }

        leaf = new(row.Index, subject, hash, salt);
        return true;
    }
}
