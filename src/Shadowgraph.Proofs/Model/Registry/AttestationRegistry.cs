using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// The publisher's side: keeps one leaf for each subject in a Merkle tree whose root is published, and opens leaves for their subjects.
/// </summary>
/// <remarks>
/// <para>Every proof trusts the publisher for this: attestations are real, one per attester, quantised by the rules of
/// <see cref="Attestation.Validate"/>, and a subject has one live leaf, replaced and never appended. This class holds to it; what is real
/// is for the publisher to know.</para>
/// <para>A subject that came back under another key could claim twice in one scope, once by each. While its leaf lives that is refused; who
/// removes a subject and publishes it under another key allows it.</para>
/// <para>Thread-safe. Validation and hashing of attestations run outside the locks, and who opens leaves does not wait for hashing.</para>
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<AttestationRegistry>))]
public sealed partial class AttestationRegistry
{
    private readonly RegistryState _state;
    private readonly SemaphoreSlim _writers = new(1, 1);

    /// <summary>An empty registry.</summary>
    public AttestationRegistry()
        : this(new RegistryState())
    {
    }

    private AttestationRegistry(RegistryState state) => _state = state;

    /// <summary>The current root: what verifiers accept.</summary>
    /// <exception cref="InvalidOperationException">Nothing was ever published.</exception>
    public Fr Root => _state.Root;

    /// <summary>Subjects with a live leaf.</summary>
    public int Count => _state.Count;

    /// <summary>Publishes all attestations of a subject whom proofs name: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <returns>The root that holds them.</returns>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its attester.
    /// The registry is unchanged.</exception>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has another key.</exception>
    public Fr Publish(EvmAddress account, IEnumerable<Attestation> attestations) => Publish(RegistrySubject.Named(account), attestations);

    /// <summary>Publishes all attestations of a subject, named or hidden: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <returns>The root that holds them.</returns>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its attester.
    /// The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has another key, or the key is another account's.</exception>
    public Fr Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        return Change(PreparedChange.Publish(subject, attestations)).Root;
    }

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
    /// <exception cref="InvalidOperationException">The registry was opened for reading.</exception>
    /// <exception cref="RegistryStoreException">The store failed. The registry is unchanged, unless the kind is
    /// <see cref="RegistryStoreErrorKind.Indeterminate"/>.</exception>
    public async Task<PublicationResult> PublishAsync(
        IAsyncEnumerable<RegistryChange> changes,
        PublicationOptions? options = null,
        IProgress<PublicationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        RequireWritable();
        var publication = new BulkPublication(options ?? new(), progress);
        var prepared = await publication.PrepareAsync(changes, cancellationToken).ConfigureAwait(false);
        publication.Report(PublicationStage.BuildingTree);
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        var parallelism = new Parallelism(publication.Degree, cancellationToken);
        await CatchUpAsync(writer, cancellationToken).ConfigureAwait(false);
        var staged = await DedicatedThread.Run(() => writer.Stage([prepared], parallelism), cancellationToken).ConfigureAwait(false);
        var outcome = staged.Outcomes[0];
        if (outcome.Conflict is { } conflict) throw new RegistryChangeException(conflict.Position, "subject", $"can't be published. {conflict.Problem}");
        cancellationToken.ThrowIfCancellationRequested();
        if (_journal is not null) publication.Report(PublicationStage.Storing);
        await CommitAsync(staged, parallelism).ConfigureAwait(false);
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

    /// <summary>Removes a subject: its leaf becomes 0, and its openings are of the past.</summary>
    /// <returns>False if there is no such subject.</returns>
    public bool Remove(EvmAddress account) => Change(PreparedChange.Remove(account)).Outcome.Removed > 0;

    /// <summary>What the subject needs for proofs against the current root; for it alone to see.</summary>
    /// <exception cref="KeyNotFoundException">The account has no leaf.</exception>
    public RegistryOpening Open(EvmAddress account)
    {
        if (_journal is not null) return OpenAsync(account).GetAwaiter().GetResult();
        if (_state.Open(account) is not var (entry, path, root))
        {
            throw new KeyNotFoundException($"The registry has no leaf for {account}. Publish its attestations first.");
        }

        var subject = entry.Subject;
        return new(root, subject.Key, subject.IdentityCommitment is null ? account : null, entry.Bundle, entry.Salt, path);
    }

    /// <summary>Takes leaves from a store. Their attestations are loaded when they are opened, and not hashed here.</summary>
    /// <param name="leafCount">Leaves of the tree, removed ones included.</param>
    /// <param name="leaves">The live ones, in any order; all others were removed.</param>
    /// <param name="load">Loads the attestations of one, see <see cref="RegistryEntry"/>.</param>
    /// <param name="parallelism">Threads for the tree, and what stops them.</param>
    /// <exception cref="ArgumentException">An index is out of range or taken, or two leaves are of one account or commitment.</exception>
    internal static AttestationRegistry Load(
        int leafCount, IEnumerable<StoredLeaf> leaves, Func<RegistryEntry, AttestationBundle> load, Parallelism parallelism) =>
        new(RegistryState.Load(leafCount, leaves, load, parallelism));

    /// <summary>Waits for the right to change the registry, for who stages, commits and applies.</summary>
    internal async ValueTask<RegistryWriter> WriteAsync(CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new(_state, _writers);
    }

    private (Fr Root, PublicationOutcome Outcome) Change(PreparedChange change)
    {
        if (_journal is not null) return ChangeDurably(change);
        _writers.Wait();
        using var writer = new RegistryWriter(_state, _writers);
        var staged = writer.Stage([[change]], Parallelism.Sequential);
        var outcome = staged.Outcomes[0];
        if (outcome.Conflict is { } conflict) throw new InvalidOperationException(conflict.Problem);
        staged.Apply();
        return (staged.Root, outcome);
    }
}
