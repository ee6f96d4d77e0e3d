using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;

namespace ProofCluster.Proving;

/// <summary>Takes a time, and gives always the same proof, which is of nobody here: to try a cluster out without the cost of proofs.</summary>
internal sealed partial class SleepingProver(TimeSpan time, ILogger logger) : IProver
{
    private static readonly ReputationProof Proof = Read();

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => ProofPlan.For(job.Opening.AttestationCount, maxCircuitSize);

    public async Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        progress?.Report(new ProverProgress { Stage = ProverStage.Proving, Link = 1, LinkCount = plan.LinkCount, Fraction = 0.1 });
        try
        {
            if (time > TimeSpan.Zero) await Task.Delay(time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled(logger);
            throw;
        }

        var opinion = job.Opening.Fuse(job.AsOf);
        if (job.Statement.Bounds is { } bounds && (opinion.ScoreMillionths < bounds.Minimum || opinion.ScoreMillionths > bounds.Maximum))
            throw new StatementNotSatisfiedException(bounds);
        return new ProverResult(Proof, opinion, plan, default);
    }

    private static ReputationProof Read()
    {
        using var stream = typeof(SleepingProver).Assembly.GetManifestResourceStream("proof.json")!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return ReputationProof.FromJson(text);
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Information, Message = "The sleeping prover was cancelled.")]
    private static partial void Cancelled(ILogger logger);
}
