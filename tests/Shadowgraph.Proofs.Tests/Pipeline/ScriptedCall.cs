namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>One call of a prover, for its script to answer, or for the test to drive by hand.</summary>
internal sealed class ScriptedCall(
    int number, ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<ProverResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its place among all calls of the prover, counted from 1.</summary>
    public int Number => number;

    public ProofJob Job => job;

    public ProofPlan Plan => plan;

    public IProgress<ProverProgress>? Progress => progress;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Ends when the test says so: for scripts that are driven by hand.</summary>
    public Task<ProverResult> End => _end.Task;

    /// <summary>A result that fits the job.</summary>
    public ProverResult Result() => CheapProof.For(job, plan);

    /// <summary>Ends a call that is driven by hand with a result that fits it.</summary>
    public void Succeed() => _end.TrySetResult(Result());

    /// <summary>Ends a call that is driven by hand with an error.</summary>
    public void Fail(Exception exception) => _end.TrySetException(exception);

    /// <summary>Reports progress as the prover would.</summary>
    public void Report(ProverStage stage, double fraction, int link = 0) =>
        progress?.Report(new ProverProgress { Stage = stage, Link = link, LinkCount = plan.LinkCount, Fraction = fraction });
}
