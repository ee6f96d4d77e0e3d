using System.Globalization;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Proves a subject's exact score, made out to the subject itself, and verifies the proof as any verifier would.</summary>
internal static class ProveCommand
{
    // The creator of a key can forge proofs: these keys, like all keys of the samples, are for trials.
    private const string EnvironmentName = "Development";

    private static readonly ProofScope Scope = new(chainId: 1, verifyingContract: default, registryId: "publisher", campaign: "sample");

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (subject, asOf) = (arguments.Subject, arguments.AsOf);
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var opening = await folder.Registry.OpenAsync(subject, cancellationToken);
        if (opening.Subject is null) throw new RefusedException("this subject is hidden: only the holder of its identity secret can prove, and the publisher does not have the secret.");
        var keys = new ProvingKeyStore(new ProvingKeyStoreOptions { EnvironmentName = EnvironmentName }.UseDevelopmentKeys());
        var prover = new ReputationProver(keys);
        var job = new ProofJob(opening, ProofStatement.Exact(), subject, Scope, asOf, identity: null);
        var plan = prover.Plan(job, CircuitSize.Large);
        var result = await ProgressDisplay.RunAsync(
            $"Proving with {opening.AttestationCount} attestations", 1000, progress => prover.ProveAsync(job, plan, new Thousandths(progress), cancellationToken));
        var key = await keys.GetAsync(result.Proof.Size, cancellationToken: cancellationToken);
        var verifier = new ReputationVerifier(
            new Dictionary<CircuitSize, VerifyingKey> { [result.Proof.Size] = key.VerifyingKey },
            new Dictionary<CircuitSize, string> { [result.Proof.Size] = key.VerifyingKey.Hash });
        var verdict = verifier.Verify(result.Proof, new ProofExpectation
        {
            AcceptedRoots = [.. folder.Registry.Roots.Select(root => root.Root)],
            Scope = Scope,
            Recipient = subject,
            Mode = ProofMode.Disclosed,
            Bounds = ScoreBounds.Any,
            RequireExactScore = true,
            AllowDevelopmentKeys = true,

            // A verifier that wants to know of today keeps the default, an hour.
            MaxAge = arguments["--as-of"] is null ? TimeSpan.FromHours(1) : TimeSpan.FromDays(365_000),
        });
        if (!verdict.IsValid) throw new RefusedException($"the proof was refused: {verdict}");
        if (arguments["--out"] is { } path) await OutputFile.WriteAsync(path, output => output.WriteAsync(result.Proof.ToJson(), cancellationToken).AsTask());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Proved and verified: the score is exactly {result.Opinion.ScoreMillionths / 1e6:0.000000}, {plan.LinkCount} proof(s) of the {plan.Size} circuit, "
            + $"{result.Timings.Total.TotalSeconds:0.00} s."));
    }

    private sealed class Thousandths(IProgress<int> progress) : IProgress<ProverProgress>
    {
        public void Report(ProverProgress value) => progress.Report((int)(1000 * value.Fraction));
    }
}
