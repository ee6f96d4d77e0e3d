using System.Diagnostics;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// The prover: checks the job, cuts its attestations into links, solves and proves the links one after the other, and verifies the result before
/// returning it. Thread-safe; any number of proofs may run concurrently and share the keys.
/// </summary>
/// <remarks>
/// An impossible job fails before a key is requested. Witnesses are cleared as soon as their link is proved. Two proofs of the same job differ,
/// because each draws fresh blinding.
/// </remarks>
public sealed class ReputationProver : IProver
{
    private readonly IProvingKeyStore _keys;
    private readonly LoadedKey?[] _loaded = new LoadedKey?[Enum.GetValues<CircuitSize>().Length];

    /// <summary>Makes a prover.</summary>
    /// <param name="keys">The source of proving keys, which decides which keys may be used.</param>
    public ReputationProver(IProvingKeyStore keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
    }

    /// <inheritdoc/>
    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize)
    {
        ArgumentNullException.ThrowIfNull(job);
        return ProofPlan.For(job.Opening.AttestationCount, maxCircuitSize);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    /// <exception cref="ProvingKeyException">The store refused the key.</exception>
    public async ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(size)) throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large.");
        if (Volatile.Read(ref _loaded[(int)size]) is { } known) return known.Prover.Key.VerifyingKey.Hash;
        if (!loads) return null;
        try
        {
            var key = await _keys.GetAsync(size, null, cancellationToken).ConfigureAwait(false);
            return Loaded(size, key).Prover.Key.VerifyingKey.Hash;
        }
        catch (ProvingKeyNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(plan);
        return RunAsync(job, plan, new ProgressTrack(progress, plan.LinkCount), cancellationToken);
    }

    /// <summary>
    /// Prepares everything for which the first proof of a circuit would wait, and makes a complete dummy proof with the smallest circuit, so that
    /// the proving code is compiled too.
    /// </summary>
    /// <param name="sizes">The circuits, ascending; at least one.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    internal async Task WarmUpAsync(IReadOnlyList<CircuitSize> sizes, CancellationToken cancellationToken)
    {
        foreach (var size in sizes)
        {
            var key = await _keys.GetAsync(size, null, cancellationToken).ConfigureAwait(false);
            await DedicatedThread.Run(() => (ReputationCircuits.Get(size), Loaded(size, key)), cancellationToken).ConfigureAwait(false);
        }

        var job = WarmUpJob.Create();
        await ProveAsync(job, new ProofPlan(sizes[0], job.Opening.AttestationCount), null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProverResult> RunAsync(ProofJob job, ProofPlan plan, ProgressTrack progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var meter = new WorkMeter();
        var claim = await Begin(
            meter,
            () => DedicatedThread.Run(
                () =>
                {
                    progress.Planning();
                    return ProofClaim.Check(job, plan);
                },
                cancellationToken)).ConfigureAwait(false);
        var planned = clock.Elapsed;

        var loading = Begin(meter, () => _keys.GetAsync(plan.Size, progress.LoadingKey(), cancellationToken));
        var key = Loaded(plan.Size, await loading.ConfigureAwait(false));
        var loaded = clock.Elapsed;

        var (proof, spent) = await Begin(
            meter, () => DedicatedThread.Run(() => Prove(claim, plan, key, progress, cancellationToken), cancellationToken))
            .ConfigureAwait(false);
        var kept = plan with { Lent = null }; // the lent threads belong to this proof only
        return new ProverResult(proof, claim.Opinion, kept, spent with { Planning = planned, KeyLoad = loaded - planned })
        {
            Resources = ProverResources.Of(meter),
        };
    }

    /// <summary>Starts work, and charges the resources it uses on any thread to the proof's meter.</summary>
    private static Task<T> Begin<T>(WorkMeter meter, Func<Task<T>> work)
    {
        using (WorkMeter.Enter(meter)) return work();
    }

    private static (ReputationProof Proof, ProverTimings Spent) Prove(
        ProofClaim claim, ProofPlan plan, LoadedKey key, ProgressTrack progress, CancellationToken cancellationToken)
    {
        var circuit = ReputationCircuits.Get(plan.Size);
        var crew = new ThreadTeam(plan.Lent is { } lent ? new LentAllowance(lent) : new FixedThreadBudget(Parallelism.DegreeOf(plan.MaxDegreeOfParallelism)));
        using var loan = plan.Lent?.Begin(crew);
        var parallelism = new Parallelism(crew, cancellationToken);
        var spent = default(ProverTimings);
        var links = new ReputationProofLink[plan.LinkCount];
        using var cutter = new LinkCutter(claim, plan);
        for (var i = 0; i < links.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            progress.Witness(i).Report(0);
            using var link = cutter.Next();
            using var inputs = link.ToInputs(plan.Size);
            using var witness = circuit.Solve(inputs, cancellationToken);
            spent = spent with { Witness = spent.Witness + Stopwatch.GetElapsedTime(start) };

            start = Stopwatch.GetTimestamp();
            var proof = key.Prover.ProveOn(parallelism, witness, progress.Proving(i));
            links[i] = new ReputationProofLink(proof, witness.PublicSignals(circuit.R1cs));
            spent = spent with { Proving = spent.Proving + Stopwatch.GetElapsedTime(start) };
        }

        var checking = Stopwatch.GetTimestamp();
        progress.Checking();
        var result = new ReputationProof(plan.Size, key.Prover.Key.VerifyingKey.Hash, links);

        // The prover of a link verifies each proof before returning it; the signals remain to be checked.
        var verification = key.Verifier.VerifySignalsAt(result, claim.Expectation, claim.Expectation.AsOf!.Value);
        if (!verification.IsValid) throw new ProofSelfCheckException(verification);
        cancellationToken.ThrowIfCancellationRequested();
        progress.Done();
        return (result, spent with { Checking = Stopwatch.GetElapsedTime(checking) });
    }

    private LoadedKey Loaded(CircuitSize size, ProvingKey key)
    {
        // Two threads may prepare the same key concurrently on first use, which is harmless.
        ref var slot = ref _loaded[(int)size];
        var known = Volatile.Read(ref slot);
        if (known is not null && ReferenceEquals(known.Prover.Key, key)) return known;
        var prepared = new LoadedKey(
            new Groth16Prover(key), ReputationVerifier.Trusting(size, key.VerifyingKey));
        Volatile.Write(ref slot, prepared);
        return prepared;
    }

    private sealed record LoadedKey(Groth16Prover Prover, ReputationVerifier Verifier);
}
