using System.Data.Common;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>The registry of the publisher's process, durable in a database or in memory for demonstrations. Thread-safe.</summary>
internal sealed class RegistryAttestations : AttestationSource
{
    private readonly TimeProvider _time;

    // Adding attestations reads, merges and writes: one writer at a time.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _lock = new();
    private readonly LinkedList<PublishedRoot> _roots;

    /// <param name="registry">The registry, opened for writing; disposed together with this instance.</param>
    /// <param name="database">The database, disposed together with this instance; null for a registry in memory.</param>
    /// <param name="time">The clock for roots of a registry in memory.</param>
    public RegistryAttestations(AttestationRegistry registry, DbDataSource? database, TimeProvider time)
        : base(registry, database)
    {
        _time = time;
        _roots = new(registry.Roots.TakeLast(AcceptedRootCount).Reverse());
    }

    public override PublishedRoot? Latest
    {
        get
        {
            lock (_lock) return _roots.First?.Value;
        }
    }

    public override IReadOnlyCollection<Fr> AcceptedRoots
    {
        get
        {
            lock (_lock) return [.. _roots.Select(root => root.Root)];
        }
    }

    public override Task RefreshAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>
    /// Adds attestations about a subject and completes when they are stored. A new attestation replaces an earlier attestation of the same
    /// attester.
    /// </summary>
    /// <returns>The new root.</returns>
    /// <exception cref="InvalidAttestationException">An attestation is invalid or about another subject. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account has a leaf under another key, or the key belongs to another account.</exception>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    public async Task<PublishedRoot> PublishAsync(
        RegistrySubject subject, IReadOnlyList<Attestation> attestations, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var all = (await AboutAsync(subject.Account, cancellationToken)).ToDictionary(attestation => attestation.Source);
            foreach (var attestation in attestations) all[attestation.Source] = attestation;
            return Note(await Registry.PublishAsync(subject, all.Values, cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Publishes subjects in one step with one new root.</summary>
    public async Task PublishManyAsync(IEnumerable<RegistryChange> changes, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            Note((await Registry.PublishAsync(changes.ToAsyncEnumerable(), cancellationToken: cancellationToken)).Root);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Removes a subject.</summary>
    /// <returns>False if the account has no leaf.</returns>
    public async Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var isRemoved = await Registry.RemoveAsync(account, cancellationToken);
            if (isRemoved) Note(Registry.Root);
            return isRemoved;
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _writing.Dispose();
    }

    /// <summary>Notes the root of a change. Called by one writer at a time, so the registry's last root is the root of this change.</summary>
    private PublishedRoot Note(Fr root)
    {
        lock (_lock)
        {
            var latest = _roots.First?.Value;
            if (latest?.Root == root) return latest;
            var added = Registry.Roots is [.., var stored] ? stored : new PublishedRoot((latest?.Sequence ?? 0) + 1, root, Registry.Count, _time.GetUtcNow());
            _roots.AddFirst(added);
            if (_roots.Count > AcceptedRootCount) _roots.RemoveLast();
            return added;
        }
    }
}
