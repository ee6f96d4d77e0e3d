using System.Numerics;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>Makes development keys: proving keys without a ceremony, for tests, samples and benchmarks.</summary>
/// <remarks>
/// A Groth16 key is made from secrets that forge proofs. Here one process draws them and forgets them, and nobody else can know that it
/// did; so these keys say in type, file and exported verifier what they are, and a key for real use comes from a ceremony of several
/// contributors on the circuit's .r1cs. snarkjs proves with the saved .zkey as with any other.
/// </remarks>
public static class Groth16Setup
{
    // The quotient lives on the odd points of the double domain, and the field's roots of unity end at 2²⁸.
    private const int LargestDomainLog = 27;

    /// <summary>Makes a development key for a circuit.</summary>
    /// <param name="r1cs">The circuit's constraints; constraints, public signals and 1 together at most 2²⁷.</param>
    /// <param name="options">How to work; null for the defaults.</param>
    /// <param name="progress">
    /// Told the finished fraction, from 0 to 1, never falling, one call at a time but from the working threads: it should return quickly.
    /// </param>
    /// <param name="cancellationToken">Observed throughout, within tens of milliseconds; the secrets are cleared then too.</param>
    /// <returns>A key whose <see cref="ProvingKey.IsDevelopmentKey"/> is true.</returns>
    /// <exception cref="ArgumentException">The circuit is larger than 2²⁷.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no key.</exception>
    public static ProvingKey CreateDevelopmentKey(
        R1cs r1cs,
        Groth16SetupOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default) =>
        CreateDevelopmentKey(r1cs, options, progress, ScratchPool.Shared, cancellationToken);

    internal static ProvingKey CreateDevelopmentKey(
        R1cs r1cs, Groth16SetupOptions? options, IProgress<double>? progress, ScratchPool pool, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(r1cs);
        cancellationToken.ThrowIfCancellationRequested();
        var degree = Parallelism.DegreeOf(options?.MaxDegreeOfParallelism ?? 0);
        var domain = EvaluationDomain.For(DomainLog(r1cs));
        var meter = new ProgressMeter(progress, Groth16SetupRun.EstimateWork(r1cs, domain), cancellationToken);
        meter.Start();
        using var secrets = Groth16SetupSecrets.Draw(domain, pool);
        var key = new Groth16SetupRun(r1cs, domain, secrets, pool, new Parallelism(degree, cancellationToken), meter).CreateKey();
        meter.Complete();
        return key;
    }

    /// <summary>
    /// The smallest domain with a place for each constraint, each public signal and the constant wire, but 2 at least: snarkjs's choice,
    /// which its prover relies on.
    /// </summary>
    internal static int DomainLog(R1cs r1cs)
    {
        var places = (ulong)r1cs.ConstraintCount + (ulong)r1cs.PublicCount + 1;
        var log = Math.Max(1, BitOperations.Log2(places - 1) + 1);
        return log <= LargestDomainLog
            ? log
            : throw new ArgumentException(
                $"The circuit needs {places} places in the evaluation domain, which ends at 2^{LargestDomainLog}.", nameof(r1cs));
    }
}
