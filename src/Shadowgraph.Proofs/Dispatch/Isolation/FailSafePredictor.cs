using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>A predictor that knows nothing when it fails, or when it says what can't be. Either is logged once.</summary>
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
#pragma warning disable CA1031 // What will be is seen when it is.
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
#pragma warning disable CA1031 // The proof is made, whatever becomes of the next one's prediction.
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
