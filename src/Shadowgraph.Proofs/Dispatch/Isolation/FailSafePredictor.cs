using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>A predictor that returns no prediction if the inner predictor fails or answers nonsense. Either fault is logged once.</summary>
internal sealed class FailSafePredictor(IProofPredictor predictor, ILogger logger)
{
    private bool _hasFailed;

    public DurationPrediction? Predict(in ProofWork work, TimeSpan elapsed, double fraction)
    {
        try
        {
            if (predictor.Predict(work, elapsed, fraction) is not { } foretold) return null;
            if (IsPossible(foretold)) return foretold;
            Report("an impossible prediction");
        }
#pragma warning disable CA1031 // A missing prediction harms no request.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e.GetType().Name);
        }

        return null;
    }

    public void Learn(in ProofWork work, TimeSpan duration)
    {
        try
        {
            predictor.Learn(work, duration);
        }
#pragma warning disable CA1031 // The proof is made already; only later predictions suffer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e.GetType().Name);
        }
    }

    private static bool IsPossible(in DurationPrediction foretold) =>
        foretold.Lower >= TimeSpan.Zero && foretold.Lower <= foretold.Estimate && foretold.Estimate <= foretold.Upper
        && foretold.Upper <= ProofPipelineOptions.MaxTimeout && foretold.Confidence is >= 0 and <= 1;

    private void Report(string what)
    {
        if (Interlocked.Exchange(ref _hasFailed, true)) return;
        logger.ServiceFailed(nameof(IProofPredictor), what);
    }
}
