using System.Globalization;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Builds progress reports, including the predicted remaining time. The request numbers the reports.</summary>
internal sealed class ProgressFormatter(TimeProvider time, FailSafePredictor predictor, LeasePool leases)
{
    private static readonly DurationPrediction Over = new() { Confidence = 1 };

    public ProofProgress Of(in RequestSnapshot moment)
    {
        if (moment.Result is { } result) return Last(moment, result);
        var point = moment.Point;
        return new()
        {
            RequestId = moment.Request.Id,
            Sequence = 0,
            State = point.State,
            Stage = point.Stage,
            Percent = point.Percent,
            Description = Describe(point, moment.Position),
            Attempt = point.Attempt,
            Remaining = Remaining(moment),
            Position = moment.Position,
        };
    }

    /// <summary>The remaining time of a request; null without a prediction.</summary>
    public DurationPrediction? Remaining(in RequestSnapshot moment)
    {
        if (moment.Result is not null || moment.Plan is not { } plan) return Over;
        if (moment.Point.State == ProofState.Queued) return Waiting(plan, moment.Backlog);
        return predictor.Predict(
            PredictedWork.BesideOthers(plan, leases), time.GetElapsedTime(moment.AttemptStarted), moment.Point.Fraction);
    }

    /// <summary>The time until an amount of work is done, of which the plan's own work is the last part.</summary>
    public DurationPrediction? Waiting(ProofPlan plan, double work) =>
        predictor.Predict(PredictedWork.Alone(plan, leases), TimeSpan.Zero, 0)?.Times(work / plan.WorkUnits);

    private static ProofProgress Last(in RequestSnapshot moment, ProofResult result)
    {
        var completed = result.State == ProofState.Completed;
        var description = result.Error is { } error ? $"{result.State}: {error.Type}"
            : result.IsFromCache ? "Completed, from the cache"
            : "Completed";
        return new()
        {
            RequestId = moment.Request.Id,
            Sequence = 0,
            State = result.State,
            Stage = ProofStage.Finished,
            Percent = completed ? 100 : moment.Point.Percent,
            Description = description,
            Attempt = result.Attempts,
            Remaining = Over,
        };
    }

    private static string Describe(ProgressSnapshot point, int? position)
    {
        var text = point.Stage switch
        {
            ProofStage.Queued => position switch
            {
                null => "Queued",
                0 => "Queued, next",
                1 => "Queued behind 1 request",
                _ => string.Create(CultureInfo.InvariantCulture, $"Queued behind {position} requests"),
            },
            ProofStage.Planning => "Checking opening and statement",
            ProofStage.LoadingKey => "Loading the proving key",
            ProofStage.Witness => "Solving the circuit",
            ProofStage.Proving => "Computing the proof",
            ProofStage.Checking => "Verifying the proof",
            ProofStage.Validating => "Validating the result",
            ProofStage.Recovering => "Waiting before the next attempt",
            _ => point.Stage.ToString(),
        };
        return point is { LinkCount: > 1, Link: > 0, Stage: ProofStage.Witness or ProofStage.Proving }
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, link {point.Link} of {point.LinkCount}")
            : text;
    }
}
