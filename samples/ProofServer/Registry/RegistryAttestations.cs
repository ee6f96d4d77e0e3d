using System.Data.Common;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>A registry of the library, durable in a database or in memory for demonstrations.</summary>
internal sealed class RegistryAttestations : IAttestationSource, IAsyncDisposable
{
    private const int AcceptedRootCount = 100;

    private readonly AttestationRegistry _registry;
    private readonly DbDataSource? _database;

    // Adding attestations reads, merges and writes: one writer at a time.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _lock = new();
    private readonly LinkedList<Fr> _roots;

    /// <param name="registry">The registry; disposed together with this instance.</param>
    /// <param name="database">The database, disposed together with this instance; null for a registry in memory.</param>
    public RegistryAttestations(AttestationRegistry registry, DbDataSource? database)
    {
        _registry = registry;
        _database = database;
        _roots = new(registry.Roots.Reverse().Take(AcceptedRootCount).Select(root => root.Root));
    }

    public int Count => _registry.Count;

    public Fr? Root
    {
        get
        {
            lock (_lock) return _roots.First?.Value;
        }
    }

    public IReadOnlyCollection<Fr> AcceptedRoots
    {
        get
        {
            lock (_lock) return [.. _roots];
        }
    }

    public IReadOnlyList<EvmAddress> Accounts => [.. _registry.ListSubjects().Select(subject => subject.Account)];

    public async Task<RegistryOpening?> OpenAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _registry.OpenAsync(account, cancellationToken);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Attestation>> AboutAsync(EvmAddress account, CancellationToken cancellationToken = default) =>
        await OpenAsync(account, cancellationToken) is { } opening ? Attestations.Of(account, opening) : [];

    public async Task<Fr> PublishAsync(RegistrySubject subject, IReadOnlyList<Attestation> attestations, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var all = (await AboutAsync(subject.Account, cancellationToken)).ToDictionary(attestation => attestation.Source);
            foreach (var attestation in attestations) all[attestation.Source] = attestation;
            return Note(await _registry.PublishAsync(subject, all.Values, cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task PublishManyAsync(IEnumerable<RegistryChange> changes, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            Note((await _registry.PublishAsync(changes.ToAsyncEnumerable(), cancellationToken: cancellationToken)).Root);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var isRemoved = await _registry.RemoveAsync(account, cancellationToken);
            if (isRemoved) Note(_registry.Root);
            return isRemoved;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _writing.Dispose();
    }

    private Fr Note(Fr root)
    {
        lock (_lock)
        {
            if (_roots.First?.Value == root) return root;
            _roots.AddFirst(root);
            if (_roots.Count > AcceptedRootCount) _roots.RemoveLast();
            return root;
        }
    }
}
