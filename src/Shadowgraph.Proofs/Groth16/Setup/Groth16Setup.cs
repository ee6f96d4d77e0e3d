using System.Numerics;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>Makes development keys: proving keys without a ceremony, for tests, samples and benchmarks.</summary>
/// <remarks>
/// A Groth16 key is made from secrets with which proofs can be forged. Here a single process draws and destroys the secrets, which nobody else can
/// verify; these keys are therefore marked in type, file and exported verifier, and a key for real use comes from a ceremony of several
/// contributors on the circuit's .r1cs. snarkjs can prove with the saved .zkey.
/// </remarks>
public static class Groth16Setup
{
    // The quotient is evaluated at the odd points of the double domain, and the largest subgroup of roots of unity has order 2²⁸.
    private const int LargestDomainLog = 27;

    /// <summary>Makes a development key for a circuit.</summary>
    /// <param name="r1cs">The circuit; constraints, public signals and 1 together at most 2²⁷.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="progress">
    /// Receives the finished fraction, from 0 to 1, never decreasing, one call at a time on a working thread: the handler should return quickly.
    /// </param>
    /// <param name="cancellationToken">Observed throughout, within tens of milliseconds; cancellation clears the secrets too.</param>
    /// <returns>A key for which <see cref="ProvingKey.IsDevelopmentKey"/> is true.</returns>
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
    /// The smallest domain with a place for each constraint, each public signal and the constant wire, but at least 2: the choice of snarkjs, on which
    /// its prover relies.
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
