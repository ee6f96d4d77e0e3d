namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// An attempt's way to the progress of its flight, closed when the attempt is stopped: a prover left behind does not speak for the next.
/// </summary>
internal sealed class AttemptProgress(ProgressHub hub, CancellationToken attempt) : IProgress<ProverProgress>
{
    public void Report(ProverProgress value)
    {
        if (!attempt.IsCancellationRequested) hub.Report(value);
    }
}
