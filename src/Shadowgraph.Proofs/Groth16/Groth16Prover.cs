using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Makes Groth16 proofs with a proving key: any .zkey of a circom circuit, or a development key.</summary>
/// <remarks>
/// Thread-safe: a single prover serves any number of threads, which share the key's memory. Proofs are randomised: two proofs of the same witness
/// differ. Scratch memory is native, pooled, and zeroed before reuse, so neither the witness nor the blinding survives the call in scratch memory.
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<Groth16Prover>))]
public sealed class Groth16Prover
{
    private readonly ScratchPool _pool;
    private readonly RetryableLazy<Groth16Verifier> _verifier;
    private readonly RetryableLazy<EvaluationDomain> _domain;

    /// <summary>Makes a prover for a key.</summary>
    /// <param name="key">The key, which is shared, not copied.</param>
    public Groth16Prover(ProvingKey key)
        : this(key, ScratchPool.Shared)
    {
    }

    internal Groth16Prover(ProvingKey key, ScratchPool pool)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        _pool = pool;

        // A millisecond or two each: the first proof makes them beside its sums, with all its threads.
        _verifier = new RetryableLazy<Groth16Verifier>(() => new Groth16Verifier(key.VerifyingKey));
        _domain = new RetryableLazy<EvaluationDomain>(() => EvaluationDomain.For(int.Log2(key.DomainSize)));
    }

    /// <summary>The proving key.</summary>
    public ProvingKey Key { get; }

    /// <summary>Proves that the witness satisfies the key's circuit, and verifies the proof before returning it.</summary>
    /// <param name="witness">
    /// A value for each wire of the circuit. The public signals are the values 1 to the key's public input count.
    /// </param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="progress">
    /// Receives the finished fraction, from 0 to 1, never decreasing, one call at a time on a proving thread: the handler should return quickly.
    /// </param>
    /// <param name="cancellationToken">Observed throughout, within some tens of milliseconds.</param>
    /// <returns>A proof that verifies under the key's verifying key for the witness's public signals.</returns>
    /// <exception cref="WitnessRejectedException">The witness belongs to a different circuit, or does not satisfy this circuit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no proof.</exception>
    /// <exception cref="IOException">The key's prepared file is faulty, and the .zkey file cannot be read.</exception>
    /// <exception cref="ProvingKeyException">The key's prepared file is faulty, and the .zkey file is now that of another key.</exception>
    /// <exception cref="ProofFileException">The key's prepared file is faulty, and the .zkey file is damaged.</exception>
    public Groth16Proof Prove(
        Witness witness,
        Groth16ProverOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var degree = Parallelism.DegreeOf(options?.MaxDegreeOfParallelism ?? 0);
        try
        {
            return ProveOn(new Parallelism(degree, cancellationToken), witness, progress);
        }
        finally
        {
            _pool.Trim(options?.MaxRetainedScratch ?? ScratchPool.DefaultRetainedBytes);
        }
    }

    /// <summary>As <see cref="Prove"/>, on given threads.</summary>
    internal Groth16Proof ProveOn(in Parallelism parallelism, Witness witness, IProgress<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(witness);
        CheckShape(witness);
        var cancellationToken = parallelism.Cancellation;
        cancellationToken.ThrowIfCancellationRequested();

        var key = Key.Current;
        var meter = new ProgressMeter(progress, Groth16ProverRun.EstimateWork(key), cancellationToken);
        meter.Start();
        var proof = TryProve(key, parallelism, witness, meter);
        if (proof is null && key.IsPrepared)
        {
            // Either the witness or the prepared file is at fault. The key from the .zkey file decides, and serves all later proofs.
            meter.Restart();
            proof = TryProve(key.Replace(cancellationToken), parallelism, witness, meter);
        }

        // Memory of a prepared file is mapped as long as the key is reachable.
        GC.KeepAlive(Key);
        if (proof is null)
        {
            throw new WitnessRejectedException(
                WitnessRejection.NotSatisfying,
                "The witness does not satisfy the circuit of the proving key, so its proof would not verify. Compute the witness again " +
                "with the circuit that the key was made for; R1cs.FirstViolated names the first constraint that fails.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        meter.Complete();
        return proof;
    }

    /// <returns>The proof; null if the proof does not verify.</returns>
    private Groth16Proof? TryProve(ProvingKey key, in Parallelism parallelism, Witness witness, ProgressMeter meter)
    {
        var run = new Groth16ProverRun(key, _domain, witness.Memory, _pool, parallelism, meter);
        Groth16Proof? proof = null;
        parallelism.Invoke(() => proof = run.TryProve(), () => _ = _verifier.Value);

        // The key holds A and B of every constraint but not C: only the finished proof shows whether the witness satisfies all constraints.
        return proof is not null && Check(parallelism, proof, witness) ? proof : null;
    }

    private bool Check(in Parallelism parallelism, Groth16Proof proof, Witness witness)
    {
        using var stage = ProverStages.Begin("check");
        return _verifier.Value.VerifyOn(parallelism, proof, witness.Values[1..(Key.PublicInputCount + 1)]);
    }

    private void CheckShape(Witness witness)
    {
        if (witness.Length != Key.WireCount)
        {
            throw new WitnessRejectedException(
                WitnessRejection.WrongLength,
                $"The witness has {witness.Length} values and the proving key's circuit has {Key.WireCount} wires: " +
                "key and witness belong to different circuits.");
        }

        if (!witness.Values[0].IsOne)
        {
            throw new WitnessRejectedException(
                WitnessRejection.ConstantIsNotOne,
                "The witness's first value must be 1, the constant wire. The file is damaged, or was not made by a circom circuit.");
        }
    }
}
