using System.Data.Common;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>Reads a registry of the library.</summary>
/// <param name="registry">The registry; disposed together with this instance.</param>
/// <param name="database">The database, disposed together with this instance; null for a registry in memory.</param>
internal abstract class AttestationSource(AttestationRegistry registry, DbDataSource? database) : IAttestationSource, IAsyncDisposable
{
    protected const int AcceptedRootCount = 100;

    private bool _isDisposed;

    public int Count => registry.Count;

    public abstract PublishedRoot? Latest { get; }

    public abstract IReadOnlyCollection<Fr> AcceptedRoots { get; }

    public IReadOnlyList<EvmAddress> Accounts => [.. registry.ListSubjects().Select(subject => subject.Account)];

    protected AttestationRegistry Registry => registry;

    public abstract Task RefreshAsync(CancellationToken cancellationToken = default);

    public async Task<RegistryOpening?> OpenAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        await RefreshAsync(cancellationToken);
        try
        {
            return await registry.OpenAsync(account, cancellationToken);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Attestation>> AboutAsync(EvmAddress account, CancellationToken cancellationToken = default) =>
        await OpenAsync(account, cancellationToken) is { } opening ? Attestations.Of(account, opening) : [];

    public virtual async ValueTask DisposeAsync()
    {
        // The container disposes the instance once for each service that the instance is registered as.
        if (_isDisposed) return;
        _isDisposed = true;
        await registry.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }
}
