using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// The publisher's side: maintains a leaf per subject in a Merkle tree with a published root, and creates openings of leaves for subjects.
/// </summary>
/// <remarks>
/// <para>Every proof relies on the publisher for the following: attestations are genuine, at most one per attester, quantised by the rules of
/// <see cref="Attestation.Validate"/>, and each subject has a single live leaf, which is replaced and never appended. This class enforces all of that
/// except authenticity, which only the publisher can judge.</para>
/// <para>A subject with two keys could claim twice in a scope, once per key. While the leaf lives, a new key is refused; a publisher that removes a
/// subject and publishes the subject again under a new key permits the second claim.</para>
/// <para>Thread-safe. Validation and hashing of attestations run outside the locks, and opening a leaf does not wait for hashing.</para>
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

    /// <summary>The current root, for verifiers.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been published yet.</exception>
    public Fr Root => _state.Root;

    /// <summary>Subjects with a live leaf.</summary>
    public int Count => _state.Count;

    /// <summary>Publishes all attestations of a named subject: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All attestations that count from now on, not only new attestations; may include expired attestations.</param>
    /// <returns>The root after the publication.</returns>
    /// <exception cref="InvalidAttestationException">There are no attestations, or an attestation is not valid, not about this subject, or the second
    /// of its attester. The registry is unchanged.</exception>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has a different key.</exception>
    public Fr Publish(EvmAddress account, IEnumerable<Attestation> attestations) => Publish(RegistrySubject.Named(account), attestations);

    /// <summary>Publishes all attestations of a subject, named or hidden: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All attestations that count from now on, not only new attestations; may include expired attestations.</param>
    /// <returns>The root after the publication.</returns>
    /// <exception cref="InvalidAttestationException">There are no attestations, or an attestation is not valid, not about this subject, or the second
    /// of its attester. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has a different key, or the key belongs to another account.</exception>
    public Fr Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        return Change(QuantizedChange.Publish(subject, attestations)).Root;
    }

    /// <summary>
    /// Publishes many changes atomically with a single new root: no change is published if any change is not valid or conflicts with the registry.
    /// </summary>
    /// <remarks>
    /// Changes are read sequentially and hashed in parallel on pool threads. Until all changes are hashed, the registry accepts further publications;
    /// until the new root takes effect, openings use the previous root. All published attestations stay in memory until then.
    /// </remarks>
    /// <param name="changes">The changes, in any order, at most one per account.</param>
    /// <param name="options">Threads and the expected number of changes; the defaults if null.</param>
    /// <param name="progress">Called serially on pool threads, after every few hundred changes and at each stage. An exception thrown by the callback
    /// ends the publication, but does not undo a publication that was already reported as made.</param>
    /// <param name="cancellationToken">Cancels the publication and leaves the registry unchanged. Without effect once the new root is
    /// current.</param>
    /// <exception cref="RegistryChangeException">A change is not valid, an account occurs twice, an account's leaf has a different key, or the key
    /// belongs to another account. The registry is unchanged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The registry is read-only.</exception>
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

    /// <summary>Removes a subject: the leaf becomes 0, and openings for earlier roots no longer match the current root.</summary>
    /// <returns>False if the registry has no such subject.</returns>
    public bool Remove(EvmAddress account) => Change(QuantizedChange.Remove(account)).Outcome.Removed > 0;

    /// <summary>Creates the opening of a subject for proofs against the current root. Confidential: for the subject only.</summary>
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

    /// <summary>Restores a registry from the leaves of a store. Attestations are loaded when a leaf is opened, and not hashed here.</summary>
    /// <param name="leafCount">The number of leaves of the tree, including removed leaves.</param>
    /// <param name="leaves">The live leaves, in any order; all remaining indexes are removed leaves.</param>
    /// <param name="load">Loads the attestations of a leaf, see <see cref="RegistryEntry"/>.</param>
    /// <param name="parallelism">Threads for the tree, and the cancellation.</param>
    /// <exception cref="ArgumentException">An index is out of range or taken, or two leaves share an account or a commitment.</exception>
    internal static AttestationRegistry Load(
        int leafCount, IEnumerable<StoredLeaf> leaves, Func<RegistryEntry, AttestationBundle> load, Parallelism parallelism) =>
        new(RegistryState.Load(leafCount, leaves, load, parallelism));

    /// <summary>Acquires the writer's lock, for staging, committing and applying changes.</summary>
    internal async ValueTask<RegistryWriter> WriteAsync(CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new(_state, _writers);
    }

    private (Fr Root, PublicationOutcome Outcome) Change(QuantizedChange change)
    {
        if (_journal is not null) return ChangeDurably(change);
        var prepared = ChangePreparation.Hash([change], CancellationToken.None);
        _writers.Wait();
        using var writer = new RegistryWriter(_state, _writers);
        var staged = writer.Stage([prepared], Parallelism.Sequential);
        var outcome = staged.Outcomes[0];
        if (outcome.Conflict is { } conflict) throw new InvalidOperationException(conflict.Problem);
        staged.Apply();
        return (staged.Root, outcome);
    }
}
