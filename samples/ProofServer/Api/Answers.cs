using System.Text.Json.Nodes;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

internal sealed record RemainingAnswer(double Seconds, double LowerSeconds, double UpperSeconds, double Confidence)
{
    public static RemainingAnswer? Of(DurationPrediction? prediction) => prediction is { } known
        ? new(known.Estimate.TotalSeconds, known.Lower.TotalSeconds, known.Upper.TotalSeconds, known.Confidence)
        : null;
}

internal sealed record SubmittedAnswer(Guid RequestId, RemainingAnswer? Predicted);

internal sealed record CancelledAnswer(Guid RequestId, bool Cancelled);

/// <summary>A request in the queue. Of other users' requests a user sees only state, stage, percent and position.</summary>
internal sealed record QueueEntry(
    ProofState State, ProofStage Stage, double Percent, int? Position, Guid? RequestId = null, string? User = null,
    ProofPriority? Priority = null, DateTimeOffset? SubmittedAt = null, string? Description = null, RemainingAnswer? Remaining = null,
    ProofErrorType? Error = null, bool IsMine = false);

internal sealed record QueueAnswer(bool IsAccepting, StatisticsAnswer Statistics, IReadOnlyList<QueueEntry> Requests);

internal sealed record StatisticsAnswer(
    int Waiting, int Running, long Submitted, long Completed, long Failed, long Cancelled, long Refused, long ServedFromCache,
    double MeanWaitSeconds, double MeanProcessingSeconds, int ProcessorsInUse, long ReservedBytes)
{
    public static StatisticsAnswer Of(PipelineStatistics statistics) => new(
        statistics.Waiting, statistics.Running, statistics.Submitted, statistics.Completed, statistics.Failed, statistics.Cancelled,
        statistics.Refused, statistics.ServedFromCache, statistics.MeanWait.TotalSeconds, statistics.MeanProcessing.TotalSeconds,
        statistics.ProcessorsInUse, statistics.ReservedBytes);
}

internal sealed record OpinionAnswer(double Belief, double Disbelief, double Uncertainty, double BaseRate, int Score)
{
    public static OpinionAnswer Of(FusedOpinion opinion) =>
        new(opinion.Belief, opinion.Disbelief, opinion.Uncertainty, opinion.BaseRate, opinion.ScoreMillionths);
}

internal sealed record TimingsAnswer(
    double QueuedSeconds, double KeyLoadSeconds, double WitnessSeconds, double ProvingSeconds, double CheckingSeconds, double ProcessingSeconds,
    double TotalSeconds)
{
    public static TimingsAnswer Of(ProofTimings timings) => new(
        timings.Queued.TotalSeconds, timings.KeyLoad.TotalSeconds, timings.Witness.TotalSeconds, timings.Proving.TotalSeconds,
        timings.Checking.TotalSeconds, timings.Processing.TotalSeconds, timings.Total.TotalSeconds);
}

internal sealed record ErrorAnswer(ProofErrorType Type, string Message, string Advice, double? RetryAfterSeconds)
{
    public static ErrorAnswer Of(ProofError error) =>
        new(error.Type, error.Message, ProofErrorTypes.Describe(error.Type).Advice, error.RetryAfter?.TotalSeconds);
}

/// <summary>A proof, for its owner: with the opinion behind it, and, for a single link, the arguments for a contract.</summary>
internal sealed record ProofAnswer(
    Guid RequestId, ProofState State, string? Hash, string? Circuit, int Links, int Attempts, bool IsFromCache, TimingsAnswer Timings,
    OpinionAnswer? Opinion, JsonNode? Proof, IReadOnlyList<string>? PublicSignals, string? Calldata, ErrorAnswer? Error)
{
    public static ProofAnswer Of(ProofResult result)
    {
        var proof = result.Proof;
        return new ProofAnswer(
            result.RequestId, result.State, result.Hash, result.Circuit?.ToString(), result.LinkCount, result.Attempts, result.IsFromCache,
            TimingsAnswer.Of(result.Timings),
            result.FusedOpinion is { } opinion ? OpinionAnswer.Of(opinion) : null,
            proof is null ? null : JsonNode.Parse(proof.ToJson()),
            proof is null ? null : [.. result.PublicSignals.ToArray().Select(signal => signal.ToString())],
            proof is { Links.Count: 1 } ? Shadowgraph.Proofs.Proving.ReputationContract.Calldata(proof) : null,
            result.Error is { } error ? ErrorAnswer.Of(error) : null);
    }
}

internal sealed record StatusAnswer(
    Guid RequestId, ProofState State, ProofStage Stage, double Percent, string Description, int? Position, ProofPriority Priority,
    DateTimeOffset SubmittedAt, RemainingAnswer? Remaining, ProofAnswer? Result)
{
    public static StatusAnswer Of(ProofStatus status, ProofResult? result) => new(
        status.Id, status.State, status.Progress.Stage, status.Progress.Percent, status.Progress.Description, status.Progress.Position,
        status.Priority, status.SubmittedAt, RemainingAnswer.Of(status.Progress.Remaining), result is null ? null : ProofAnswer.Of(result));
}

internal sealed record BatchItemAnswer(int Index, ProofAnswer Result);

internal sealed record FailureAnswer(string Check, int? Link, string Message, string Advice);

internal sealed record VerificationAnswer(bool IsValid, IReadOnlyList<FailureAnswer> Failures);

internal sealed record HealthAnswer(string Status, int Waiting, int Running, int Subjects);

/// <summary>A root of the registry. The sequence counts publications, from 1; null before the first publication.</summary>
internal sealed record RootAnswer(string? Root, int Subjects, long? Sequence)
{
    public static RootAnswer Of(PublishedRoot? root) => new(root?.Root.ToString(), root?.SubjectCount ?? 0, root?.Sequence);
}

internal sealed record EdgeAnswer(
    string Source, string Target, double Belief, double Disbelief, double Uncertainty, double Weight, string Type, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt);

internal sealed record WebAnswer(string Account, IReadOnlyList<EdgeAnswer> Edges, OpinionAnswer? Opinion);

internal sealed record IdentityAnswer(string? IdentitySecret, string IdentityCommitment, string Root, long Sequence);

internal sealed record CallerAnswer(string User, string Account, bool IsOperator, bool IsPublisher, DateTimeOffset ExpiresAt);

internal sealed record PredictionAnswer(string Circuit, int NetworkSize, int Links, RemainingAnswer? Predicted);

internal sealed record SummaryAnswer(int Count, double MeanSeconds, double P50Seconds, double P95Seconds, double P99Seconds, double MaxSeconds)
{
    public static SummaryAnswer Of(Shadowgraph.Proofs.Metrics.DurationSummary summary) => new(
        summary.Count, summary.Mean.TotalSeconds, summary.P50.TotalSeconds, summary.P95.TotalSeconds, summary.P99.TotalSeconds,
        summary.Max.TotalSeconds);
}

internal sealed record CircuitAnswer(
    string Circuit, long Succeeded, long Failed, double? SuccessRate, SummaryAnswer Processing, double MeanProcessorSeconds, long MaxPeakBytes)
{
    public static CircuitAnswer Of(Shadowgraph.Proofs.Metrics.CircuitStatistics circuit) => new(
        circuit.Circuit.ToString(), circuit.Succeeded, circuit.Failed, circuit.SuccessRate, SummaryAnswer.Of(circuit.Processing),
        circuit.MeanProcessorTime.TotalSeconds, circuit.MaxPeakBytes);
}

internal sealed record DurationsAnswer(
    SummaryAnswer Total, SummaryAnswer Queued, SummaryAnswer Processing, SummaryAnswer KeyLoad, SummaryAnswer Witness, SummaryAnswer Proving,
    SummaryAnswer Checking);

internal sealed record MetricsAnswer(
    DateTimeOffset At, StatisticsAnswer Requests, DurationsAnswer Durations, IReadOnlyList<CircuitAnswer> Circuits)
{
    public static MetricsAnswer Of(Shadowgraph.Proofs.Metrics.ProofMetricsSnapshot snapshot) => new(
        snapshot.At, StatisticsAnswer.Of(snapshot.Requests),
        new DurationsAnswer(
            SummaryAnswer.Of(snapshot.Durations.Total), SummaryAnswer.Of(snapshot.Durations.Queued),
            SummaryAnswer.Of(snapshot.Durations.Processing), SummaryAnswer.Of(snapshot.Durations.KeyLoad),
            SummaryAnswer.Of(snapshot.Durations.Witness), SummaryAnswer.Of(snapshot.Durations.Proving),
            SummaryAnswer.Of(snapshot.Durations.Checking)),
        [.. snapshot.Circuits.Select(CircuitAnswer.Of)]);
}

internal sealed record AuditAnswer(
    long Sequence, DateTimeOffset At, string Action, string? User, Guid? RequestId, string? Error, string? Detail);
