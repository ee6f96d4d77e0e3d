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

    /// <summary>The last roots and when they were published, the current one last: from these comes the window that a verifier accepts. As
    /// many as <see cref="RegistryStorageOptions.RetainedRoots"/>; none of a registry without a store.</summary>
    public IReadOnlyList<PublishedRoot> Roots => _journal?.History.Roots ?? [];

    /// <summary>The subjects with a live leaf now, in the order of their leaves; hidden ones among them, so for the publisher to see.</summary>
    public IReadOnlyList<RegistrySubject> ListSubjects() => [.. _state.Entries().Select(entry => entry.Subject)];

    /// <summary>Publications that wait for a transaction.</summary>
    internal int WaitingPublications => _group.Count;

    /// <summary>Opens a registry that outlives its process, for its one writer. What was published before is there again.</summary>
    /// <param name="store">Where it is kept. The registry disposes it, also if it can't be opened.</param>
    /// <param name="options">How rows are sealed: <see cref="RegistryStorageOptions.SealWith"/> or
    /// <see cref="RegistryStorageOptions.UnsealedStore"/> must have been called.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="InvalidOperationException">The options have no key, nor say that the store is not sealed.</exception>
    /// <exception cref="RegistryStoreException">Another process writes, the key is another, or what the store holds is not what a registry
    /// wrote.</exception>
    public static Task<AttestationRegistry> OpenAsync(
        IRegistryStore store, RegistryStorageOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(store, options, isReadOnly: false, cancellationToken);

    /// <summary>Opens a registry that another process writes. <see cref="RefreshAsync"/> takes in what was published since.</summary>
    /// <inheritdoc cref="OpenAsync(IRegistryStore, RegistryStorageOptions?, CancellationToken)"/>
    public static Task<AttestationRegistry> OpenReadOnlyAsync(
        IRegistryStore store, RegistryStorageOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(store, options, isReadOnly: true, cancellationToken);

    /// <summary>Publishes all attestations of a subject whom proofs name, and ends when that is committed to the store.</summary>
    /// <inheritdoc cref="PublishAsync(RegistrySubject, IEnumerable{Attestation}, CancellationToken)"/>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public Task<Fr> PublishAsync(EvmAddress account, IEnumerable<Attestation> attestations) =>
        PublishAsync(RegistrySubject.Named(account), attestations, CancellationToken.None);

    /// <inheritdoc cref="PublishAsync(RegistrySubject, IEnumerable{Attestation}, CancellationToken)"/>
    public Task<Fr> PublishAsync(RegistrySubject subject, IEnumerable<Attestation> attestations) =>
        PublishAsync(subject, attestations, CancellationToken.None);

    /// <summary>Publishes all attestations of a subject, and ends when that is committed to the store. Publications that wait at the same time
    /// share a transaction.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <param name="cancellationToken">Ends the waiting for the store. What is being committed is not given up.</param>
    /// <returns>The root that holds them.</returns>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its attester.
    /// The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has another key, the key is another account's, or the registry was
    /// opened for reading.</exception>
    /// <exception cref="RegistryStoreException">The store failed. The registry is unchanged, unless the kind is
    /// <see cref="RegistryStoreErrorKind.Indeterminate"/>.</exception>
    public async Task<Fr> PublishAsync(
        RegistrySubject subject, IEnumerable<Attestation> attestations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        RequireWritable();
        var waiting = await _group.AddAsync(() => PreparedChange.Publish(subject, attestations), cancellationToken).ConfigureAwait(false);
        var (root, outcome) = await ChangeAsync(waiting, cancellationToken).ConfigureAwait(false);
        return outcome.Conflict is { } conflict ? throw new InvalidOperationException(conflict.Problem) : root;
    }

    /// <summary>Removes a subject, and ends when that is committed to the store: its leaf becomes 0, and its openings are of the past.</summary>
    /// <returns>False if there is no such subject.</returns>
    /// <exception cref="InvalidOperationException">The registry was opened for reading.</exception>
    /// <exception cref="RegistryStoreException">The store failed. The registry is unchanged, unless the kind is
    /// <see cref="RegistryStoreErrorKind.Indeterminate"/>.</exception>
    public async Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default)
    {
        RequireWritable();
        var waiting = await _group.AddAsync(() => PreparedChange.Remove(account), cancellationToken).ConfigureAwait(false);
        return (await ChangeAsync(waiting, cancellationToken).ConfigureAwait(false)).Outcome.Removed > 0;
    }

    /// <inheritdoc cref="OpenAsync(EvmAddress, CancellationToken)"/>
    public Task<RegistryOpening> OpenAsync(EvmAddress account) => OpenAsync(account, CancellationToken.None);

    /// <summary>What the subject needs for proofs against the current root, with its attestations read from the store; for it alone to
    /// see.</summary>
    /// <exception cref="KeyNotFoundException">The account has no leaf.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or holds other attestations than the leaf commits to.</exception>
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

            // The store is a change ahead, or its attestations are not those of the leaf.
            if (entry == before) throw RegistryJournal.Damaged(entry.Index, "has attestations of another version than its own, or none");
            before = await CatchUpAsync(cancellationToken).ConfigureAwait(false) ? null : entry;
        }
    }

    /// <summary>Takes in what another process published since: openings are then of its last root. One that failed to reach its
    /// store takes in what it may have committed itself.</summary>
    /// <returns>False if there is nothing new.</returns>
    /// <exception cref="InvalidOperationException">The registry has no store.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or holds what no registry with this key wrote. The registry is
    /// unchanged.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken = default)
    {
        _ = RequireJournal();
        using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
        return await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads every leaf's attestations from the store, hashes them again and compares with the tree.</summary>
    /// <param name="progress">Told the number of leaves that were verified.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many leaves were verified. Those that are published or removed meanwhile are left out.</returns>
    /// <exception cref="RegistryStoreException">A leaf's attestations are not those that it commits to, or the store failed.</exception>
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
                throw RegistryJournal.Damaged(entry.Index, "has attestations of another version than its own, or none");
            }
            if (LeafOf(entry, bundle!) != leaf) throw RegistryJournal.Damaged(entry.Index, "has other attestations than it commits to");
            var count = Interlocked.Increment(ref verified);
            progress?.Report(count);
        }).ConfigureAwait(false);
        return verified;
    }

    /// <summary>Seals everything in the store once more, under another key, as one change with the same root. The roots before are
    /// forgotten.</summary>
    /// <param name="options">The key that counts from now on, and the other options.</param>
    /// <param name="cancellationToken">Ends it, and everything stays as it was.</param>
    /// <exception cref="InvalidOperationException">The registry has no store, was opened for reading, is empty, or the options say nothing of
    /// sealing.</exception>
    /// <exception cref="RegistryStoreException">The store failed, or holds what can't be opened.</exception>
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

    /// <summary>Closes the store, if there is one, and gives back the right to write to it.</summary>
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

    /// <summary>Rows in clear are authenticated by nothing but the hashes.</summary>
    private static void RequireWhole(RegistryEntry entry, RegistryOpening opening)
    {
        try
        {
            opening.Verify();
        }
        catch (RegistryOpeningException)
        {
            throw RegistryJournal.Damaged(entry.Index, "has other attestations than it commits to");
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

    /// <summary>Waits until what is under way is done, and reads what the store has beyond it.</summary>
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

    /// <summary>For callers that can't await.</summary>
    private (Fr Root, PublicationOutcome Outcome) ChangeDurably(PreparedChange change)
    {
        RequireWritable();
        var answer = Task.Run(() => ChangeAsync(_group.Add(change), CancellationToken.None)).GetAwaiter().GetResult();
        return answer.Outcome.Conflict is { } conflict ? throw new InvalidOperationException(conflict.Problem) : answer;
    }

    /// <summary>Waits for the writer's turn; whose turn it is commits all that wait.</summary>
    private async Task<(Fr Root, PublicationOutcome Outcome)> ChangeAsync(WaitingChange own, CancellationToken cancellationToken)
    {
        try
        {
            using var writer = await WriteAsync(cancellationToken).ConfigureAwait(false);
            if (!own.End.IsCompleted)
            {
                if (_journal is not null) await _group.WhenPreparedAsync().ConfigureAwait(false);
                await CommitGroupAsync(writer, _group.Take()).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_group.TryWithdraw(own))
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Another's transaction has it: the answer is what becomes of that.
        }

        return await own.End.ConfigureAwait(false);
    }

    private async Task CommitGroupAsync(RegistryWriter writer, List<WaitingChange> group)
    {
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

    /// <summary>Stages publications, commits them to the store if there is one, and lets readers see them.</summary>
    private async Task<IReadOnlyList<PublicationOutcome>> CommitAsync(
        RegistryWriter writer, IReadOnlyList<IReadOnlyList<PreparedChange>> publications, Parallelism parallelism)
    {
        await CatchUpAsync(writer, parallelism.Cancellation).ConfigureAwait(false);
        var staged = writer.Stage(publications, parallelism);
        await CommitAsync(staged, parallelism).ConfigureAwait(false);
        return staged.Outcomes;
    }

    /// <summary>Commits what is staged to the store if there is one, and lets readers see it.</summary>
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

    /// <summary>Reads what a commit without an answer may have left in the store.</summary>
    private async Task CatchUpAsync(RegistryWriter writer, CancellationToken cancellationToken)
    {
        if (_journal is { MayLag: true }) await FollowAsync(writer, cancellationToken).ConfigureAwait(false);
    }
}
