using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

public sealed partial class AttestationRegistry : IAsyncDisposable
{
    private readonly GroupCommit _group = new(TimeProvider.System);
    private readonly RegistryJournal? _journal;

    private AttestationRegistry(RegistryState state, RegistryJournal journal)
        : this(state) => _journal = journal;

    /// <summary>The latest roots with publication times, the current root last: the window of roots for a verifier. At most
    /// <see cref="RegistryStorageOptions.RetainedRoots"/>; empty for a registry without a store.</summary>
    public IReadOnlyList<PublishedRoot> Roots => _journal?.History.Roots ?? [];

    /// <summary>The subjects with a live leaf, in leaf order. Includes hidden subjects, so the list is for the publisher only.</summary>
    public IReadOnlyList<RegistrySubject> ListSubjects() => [.. _state.Entries().Select(entry => entry.Subject)];

    /// <summary>The number of publications that wait for a transaction.</summary>
    internal int WaitingPublications => _group.Count;

    /// <summary>Opens a persistent registry as its only writer, with everything published so far.</summary>
    /// <param name="store">The store of the registry. The registry disposes the store, also after a failure to open.</param>
    /// <param name="options">The sealing of rows: requires a call of <see cref="RegistryStorageOptions.SealWith"/> or
    /// <see cref="RegistryStorageOptions.UnsealedStore"/>.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="InvalidOperationException">The options neither hold a key nor declare the store unsealed.</exception>
    /// <exception cref="RegistryStoreException">Another process is the writer, the key is wrong, or the contents of the store were not written by a
    /// registry.</exception>
    public static Task<AttestationRegistry> OpenAsync(
        IRegistryStore store, RegistryStorageOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(store, options, isReadOnly: false, cancellationToken);

    /// <summary>Opens a registry that another process writes. <see cref="RefreshAsync"/> loads later publications.</summary>
    /// <inheritdoc cref="OpenAsync(IRegistryStore, RegistryStorageOptions?, CancellationToken)"/>
    public static Task<AttestationRegistry> OpenReadOnlyAsync(
        IRegistryStore store, RegistryStorageOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(store, options, isReadOnly: true, cancellationToken);

    /// <summary>Publishes all attestations of a named subject; completes after the commit to the store.</summary>
    /// <inheritdoc cref="PublishAsync(RegistrySubject, IEnumerable{Attestation}, CancellationToken)"/>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All attestations that count from now on, not only new attestations; may include expired attestations.</param>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public Task<Fr> PublishAsync(EvmAddress account, IEnumerable<Attestation> attestations) =>
        PublishAsync(RegistrySubject.Named(account), attestations, CancellationToken.None);

    /// <inheritdoc cref="PublishAsync(RegistrySubject, IEnumerable{Attestation}, CancellationToken)"/>
    public Task<Fr> PublishAsync(RegistrySubject subject, IEnumerable<Attestation> attestations) =>
        PublishAsync(subject, attestations, CancellationToken.None);

    /// <summary>Publishes all attestations of a subject; completes after the commit to the store. Concurrent publications are hashed together and share a
    /// transaction; those of one subject, and its removals, take effect in the order of the calls.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All attestations that count from now on, not only new attestations; may include expired attestations.</param>
    /// <param name="cancellationToken">Ends the wait for the store. A commit in progress is not cancelled.</param>
    /// <returns>The root after the publication.</returns>
    /// <exception cref="InvalidAttestationException">There are no attestations, or an attestation is not valid, not about this subject, or the second
    /// of its attester. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has a different key, the key belongs to another account, or the registry is
    /// read-only.</exception>
    /// <exception cref="RegistryStoreException">The store failed. The registry is unchanged, unless the kind is
    /// <see cref="RegistryStoreErrorKind.Indeterminate"/>.</exception>
    public async Task<Fr> PublishAsync(
        RegistrySubject subject, IEnumerable<Attestation> attestations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        RequireWritable();
        var (root, outcome) = await ChangeAsync(
            subject.Account, () => QuantizedChange.Publish(subject, attestations, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.Conflict is { } conflict ? throw new InvalidOperationException(conflict.Problem) : root;
    }

    /// <summary>Removes a subject; completes after the commit to the store. The leaf becomes 0, and openings for earlier roots no longer match the
    /// current root.</summary>
    /// <returns>False if the registry has no such subject.</returns>
    /// <exception cref="InvalidOperationException">The registry is read-only.</exception>
    /// <exception cref="RegistryStoreException">The store failed. The registry is unchanged, unless the kind is
    /// <see cref="RegistryStoreErrorKind.Indeterminate"/>.</exception>
    public async Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        RequireWritable();
        return (await ChangeAsync(account, () => QuantizedChange.Remove(account), cancellationToken).ConfigureAwait(false)).Outcome.Removed > 0;
    }

    /// <inheritdoc cref="OpenAsync(EvmAddress, CancellationToken)"/>
    public Task<RegistryOpening> OpenAsync(EvmAddress account) => OpenAsync(account, CancellationToken.None);

    /// <summary>Creates the opening of a subject for proofs against the current root, with attestations read from the store. Confidential: for the
    /// subject only.</summary>
    /// <exception cref="KeyNotFoundException">The account has no leaf.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or its attestations do not match the leaf's commitment.</exception>
    public async Task<RegistryOpening> OpenAsync(EvmAddress account, CancellationToken cancellationToken)
    {
        for (RegistryEntry? before = null; ;)
        {
            var (entry, path, root) = _state.Open(account)
                ?? throw new KeyNotFoundException($"The registry has no leaf for {account}. Publish its attestations first.");
            var bundle = _journal is null ? entry.Bundle : await _journal.LoadAsync(entry, cancellationToken).ConfigureAwait(false);
            if (bundle is not null)
            {
                var subject = entry.Subject;
                var opening = new RegistryOpening(
                    root, subject.Key, subject.IdentityCommitment is null ? account : null, bundle, entry.Salt, path);
                if (_journal is { IsUnsealed: true }) RequireWhole(entry, opening);
                return opening;
            }

            // Either the store is a change ahead of memory, or the stored attestations do not belong to the leaf.
            if (entry == before) throw RegistryJournal.Damaged(entry.Index, "has no attestations of its version");
            before = await CatchUpAsync(cancellationToken).ConfigureAwait(false) ? null : entry;
        }
    }

    /// <summary>Loads later publications of another process; openings then refer to the latest root. After a commit with unknown outcome, also loads
    /// the registry's own change if the store holds that change.</summary>
    /// <returns>False without new publications.</returns>
    /// <exception cref="InvalidOperationException">The registry has no store.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or its contents were not written by a registry with this key. The registry is
    /// unchanged.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken = default)
    {
        _ = RequireJournal();
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        return await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the attestations of every leaf from the store, recomputes the hashes and compares with the tree.</summary>
    /// <param name="progress">Receives the number of verified leaves.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>The number of verified leaves; excludes leaves that are published or removed meanwhile.</returns>
    /// <exception cref="RegistryStoreException">The attestations of a leaf do not match the leaf's commitment, or the store failed.</exception>
    public async Task<int> VerifyAsync(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var verified = 0;
        await Parallel.ForEachAsync(_state.Entries(), cancellationToken, async (entry, cancellation) =>
        {
            var bundle = _journal is null ? entry.Bundle : await _journal.LoadAsync(entry, cancellation).ConfigureAwait(false);
            if (_state.LeafOf(entry) is not { } leaf) return;
            if (bundle is null && _journal is not null)
            {
                await CatchUpAsync(cancellation).ConfigureAwait(false);
                if (_state.LeafOf(entry) is null) return;
                throw RegistryJournal.Damaged(entry.Index, "has no attestations of its version");
            }
            if (LeafOf(entry, bundle!) != leaf) throw RegistryJournal.Damaged(entry.Index, "has attestations that differ from its commitment");
            var count = Interlocked.Increment(ref verified);
            progress?.Report(count);
        }).ConfigureAwait(false);
        return verified;
    }

    /// <summary>Seals all contents of the store under another key, as a single change with the same root. Earlier roots are deleted.</summary>
    /// <param name="options">The new key and all further options.</param>
    /// <param name="cancellationToken">Ends the sealing; the store stays unchanged.</param>
    /// <exception cref="InvalidOperationException">The registry has no store, is read-only or empty, or the options do not define the
    /// sealing.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or holds a row that can't be opened.</exception>
    public async Task ResealAsync(RegistryStorageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var journal = RequireJournal();
        RequireWritable();
        RegistryJournal.RequireSealing(options);
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        if (journal.MayLag) await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
        if (journal.History.Sequence == 0) throw new InvalidOperationException("Nothing was ever published, so there is nothing to seal. Open the registry with the other key.");
        var entries = _state.Entries();
        await Task.Run(
            () => journal.ResealAsync(
                (sequence, seal) => StoredLeaves.ResealAsync(_state, entries, journal, sequence, seal, cancellationToken),
                _state.LeafCount, entries.Length, options.Copy(), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the store, if any, and releases the writer's lock.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_journal is null) return;
        await _writers.WaitAsync().ConfigureAwait(false);
        try
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _writers.Release();
        }
    }

    private static async Task<AttestationRegistry> OpenAsync(
        IRegistryStore store, RegistryStorageOptions? options, bool isReadOnly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var copy = (options ?? new()).Copy();
        RegistryJournal.RequireSealing(copy);
        var journal = new RegistryJournal(store, copy, isReadOnly);
        try
        {
            await journal.AcquireAsync(cancellationToken).ConfigureAwait(false);
            var stored = await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (stored is null) return new(new RegistryState(), journal);
            var state = await Task.Run(() => StoredLeaves.Load(stored, journal, new(Environment.ProcessorCount, cancellationToken)), cancellationToken)
                .ConfigureAwait(false);
            RegistryJournal.RequireRoot(state.Root, stored);
            journal.Accept(stored);
            return new(state, journal);
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Fr LeafOf(RegistryEntry entry, AttestationBundle bundle) =>
        Commitments.Leaf(entry.Subject.Key, bundle.Hash, (ulong)bundle.Attestations.Length, entry.Salt);

    /// <summary>Without a seal only the hashes authenticate a row.</summary>
    private static void RequireWhole(RegistryEntry entry, RegistryOpening opening)
    {
        try
        {
            opening.Verify();
        }
        catch (RegistryOpeningException)
        {
            throw RegistryJournal.Damaged(entry.Index, "has attestations that differ from its commitment");
        }
    }

    private RegistryJournal RequireJournal() =>
        _journal ?? throw new InvalidOperationException("This registry is in memory only. Open one with AttestationRegistry.OpenAsync(store, options).");

    private void RequireWritable()
    {
        if (_journal is { IsReadOnly: true })
        {
            throw new InvalidOperationException("This registry was opened for reading. Publish in the process that opened it with OpenAsync.");
        }
    }

    /// <summary>Waits for the current change, and reads later changes from the store.</summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        return await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> FollowAsync(RegistryWriter writer, CancellationToken cancellationToken)
    {
        var journal = RequireJournal();
        if (await journal.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } stored) return false;
        await Task.Run(
            () => writer.StageStored(stored, journal.Load, new(Environment.ProcessorCount, cancellationToken)).Apply(), cancellationToken).ConfigureAwait(false);
        journal.Accept(stored);
        return true;
    }

    /// <summary>For synchronous callers.</summary>
    private (Fr Root, PublicationOutcome Outcome) ChangeDurably(QuantizedChange change)
    {
        RequireWritable();
        var answer = Task.Run(() => ChangeAsync(change.Account, () => change, CancellationToken.None)).GetAwaiter().GetResult();
        return answer.Outcome.Conflict is { } conflict ? throw new InvalidOperationException(conflict.Problem) : answer;
    }

    /// <summary>Prepares a change, and waits for its commit.</summary>
    private async Task<(Fr Root, PublicationOutcome Outcome)> ChangeAsync(
        EvmAddress account, Func<QuantizedChange> quantize, CancellationToken cancellationToken)
    {
        var own = await _group.AddAsync(account, quantize, cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested && _group.TryWithdraw(own)) throw new OperationCanceledException(cancellationToken);
        if (_group.TryBeginCommit()) _ = CommitWaitingAsync();
        try
        {
            return await own.End.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_group.TryWithdraw(own))
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Too late: a transaction includes the change, so the outcome of the transaction is the answer.
            return await own.End.ConfigureAwait(false);
        }
    }

    /// <summary>Commits the changes that wait now, and leaves later changes to another thread: the caller's own change need not wait.</summary>
    private async Task CommitWaitingAsync()
    {
        try
        {
            using var writer = await WriteAsync(CancellationToken.None).ConfigureAwait(false);
            if (_journal is not null) await _group.WhenPreparedAsync().ConfigureAwait(false);
            await CommitGroupAsync(writer, _group.Take()).ConfigureAwait(false);
        }
        finally
        {
            if (!_group.EndCommit()) _ = Task.Run(CommitWaitingAsync);
        }
    }

    private async Task CommitGroupAsync(RegistryWriter writer, List<WaitingChange> group)
    {
        if (group.Count == 0) return;
        try
        {
            var outcomes = await CommitAsync(writer, [.. group.Select(waiting => waiting.Changes)], Parallelism.Sequential).ConfigureAwait(false);
            var root = _state.RootOrZero;
            for (var i = 0; i < group.Count; i++) group[i].Answer(root, outcomes[i]);
        }
        catch (Exception e)
        {
            foreach (var waiting in group) waiting.Fail(e);
        }
    }

    /// <summary>Stages publications, commits the result to the store (if any), and makes the change visible to readers.</summary>
    private async Task<IReadOnlyList<PublicationOutcome>> CommitAsync(
        RegistryWriter writer, IReadOnlyList<IReadOnlyList<PreparedChange>> publications, Parallelism parallelism)
    {
        await CatchUpAsync(writer, parallelism.Cancellation).ConfigureAwait(false);
        var staged = writer.Stage(publications, parallelism);
        await CommitAsync(staged, parallelism).ConfigureAwait(false);
        return staged.Outcomes;
    }

    /// <summary>Commits a staged publication to the store (if any), and makes the change visible to readers.</summary>
    private async Task CommitAsync(StagedPublication staged, Parallelism parallelism)
    {
        if (_journal is not null && staged.Changes.Count > 0)
        {
            var subjects = _state.Count;
            foreach (var outcome in staged.Outcomes) subjects += outcome.Added - outcome.Removed;
            await _journal.CommitAsync(staged, subjects, parallelism).ConfigureAwait(false);
        }

        staged.Apply(_journal is null ? null : _journal.Load);
    }

    /// <summary>After a commit with unknown outcome, reads the change from the store if present.</summary>
    private async Task CatchUpAsync(RegistryWriter writer, CancellationToken cancellationToken)
    {
        if (_journal is { MayLag: true }) await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
    }
}
