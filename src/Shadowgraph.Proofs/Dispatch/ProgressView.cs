using System.Globalization;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Puts progress into words and estimates the time left.</summary>
internal sealed class ProgressView(TimeProvider time, WorkRate rate, LeasePool leases)
{
    // Before, the share that is done says little about the rest.
    private const double TellingFraction = 0.05;

    /// <summary>A report about a request that has not ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flight">Its flight.</param>
    /// <param name="workAhead">Work of all flights that are on their way, this one included.</param>
    public ProofProgress Of(PendingRequest request, Flight flight, long workAhead)
    {
        var point = flight.Progress.Current;
        return new(
            request.Id, point.Sequence, point.State, point.Stage, point.Percent, Describe(point), point.Attempt,
            Remaining(flight, point, workAhead));
    }

    /// <summary>The last report about a request.</summary>
    public static ProofProgress Last(PendingRequest request, ProofResult result)
    {
        var point = request.LastPoint;
        var completed = result.State == ProofState.Completed;
        var description = result.Error is { } error ? $"{result.State}: {error.Type}"
            : result.IsFromCache ? "Completed, from the cache"
            : "Completed";
        return new(
            request.Id, point.Sequence + 1, result.State, ProofStage.Finished, completed ? 100 : point.Percent, description,
            result.Attempts, TimeSpan.Zero);
    }

    private TimeSpan? Remaining(Flight flight, ProgressPoint point, long workAhead)
    {
        if (point.State == ProofState.Queued) return rate.Estimate(workAhead, leases.Processors);
        var elapsed = time.GetElapsedTime(flight.AttemptStarted);
        if (point.Fraction >= TellingFraction) return elapsed * ((1 - point.Fraction) / point.Fraction);
        var plan = flight.Plan;
        return rate.Estimate(plan.WorkUnits, Math.Max(1, plan.MaxDegreeOfParallelism)) is { } whole
            ? whole > elapsed ? whole - elapsed : TimeSpan.Zero
            : null;
    }

    private static string Describe(ProgressPoint point)
    {
        var text = point.Stage switch
        {
            ProofStage.Queued => "Waiting for its turn",
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
