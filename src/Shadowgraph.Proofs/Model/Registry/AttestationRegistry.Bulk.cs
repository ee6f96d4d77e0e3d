using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <content>Many subjects in one step.</content>
public sealed partial class AttestationRegistry
{
    /// <summary>
    /// Publishes many changes in one step with one new root: all of them, or none if one is not valid or conflicts with the registry.
    /// </summary>
    /// <remarks>
    /// Changes are read one after another and hashed meanwhile, on threads of the pool. Until all are, others may change the registry, too;
    /// until the new root counts, leaves are opened under the last one. Everything that is published stays in memory until then.
    /// </remarks>
    /// <param name="changes">The changes, in any order, at most one for each account.</param>
    /// <param name="options">Threads, and what is known beforehand; the defaults if null.</param>
    /// <param name="progress">Told serially after every few hundred changes and at each stage, by threads of the pool; what it throws
    /// ends the publication, which has been made if it was told so.</param>
    /// <param name="cancellationToken">Leaves the registry as it is. Without effect once the new root counts.</param>
    /// <exception cref="RegistryChangeException">A change is not valid, the account was named before, the account's leaf has another key, or
    /// the key is another account's. The registry is unchanged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The registry is unchanged.</exception>
    public async Task<PublicationResult> PublishAsync(
        IAsyncEnumerable<RegistryChange> changes,
        PublicationOptions? options = null,
        IProgress<PublicationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var publication = new BulkPublication(options ?? new(), progress);
        var prepared = await publication.PrepareAsync(changes, cancellationToken).ConfigureAwait(false);
        publication.Report(PublicationStage.BuildingTree);
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        var parallelism = new Parallelism(publication.Degree, cancellationToken);
        var staged = await DedicatedThread.Run(() => writer.Stage([prepared], parallelism), cancellationToken).ConfigureAwait(false);
        var outcome = staged.Outcomes[0];
        if (outcome.Conflict is { } conflict) throw new RegistryChangeException(conflict.Position, "subject", $"can't be published. {conflict.Problem}");
        cancellationToken.ThrowIfCancellationRequested();
        staged.Apply();
        publication.Report(PublicationStage.Published);
        return new()
        {
            Root = staged.Root,
            Added = outcome.Added,
            Replaced = outcome.Replaced,
            Removed = outcome.Removed,
            Attestations = publication.Attestations,
        };
    }
}
