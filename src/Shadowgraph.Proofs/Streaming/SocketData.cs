namespace Shadowgraph.Proofs.Streaming;

/// <summary>The data of "progress", and common data of end messages.</summary>
internal sealed class ProgressData
{
    public long Sequence { get; init; }

    public ProofState State { get; init; }

    public ProofStage Stage { get; init; }

    public double Percent { get; init; }

    public string Description { get; init; } = "";

    public int Attempt { get; init; }

    public int? Position { get; init; }

    public double? RemainingSeconds { get; init; }

    public double? RemainingLowerSeconds { get; init; }

    public double? RemainingUpperSeconds { get; init; }

    public double? Confidence { get; init; }

    public static ProgressData Of(ProofProgress progress) => new()
    {
        Sequence = progress.Sequence,
        State = progress.State,
        Stage = progress.Stage,
        Percent = progress.Percent,
        Description = progress.Description,
        Attempt = progress.Attempt,
        Position = progress.Position,
        RemainingSeconds = progress.Remaining?.Estimate.TotalSeconds,
        RemainingLowerSeconds = progress.Remaining?.Lower.TotalSeconds,
        RemainingUpperSeconds = progress.Remaining?.Upper.TotalSeconds,
        Confidence = progress.Remaining?.Confidence,
    };

    public ProofProgress ToProgress(Guid requestId) => new()
    {
        RequestId = requestId,
        Sequence = Sequence,
        State = State,
        Stage = Stage,
        Percent = Percent,
        Description = Description,
        Attempt = Attempt,
        Remaining =
            (RemainingSeconds, RemainingLowerSeconds, RemainingUpperSeconds, Confidence) is ({ } estimate, { } lower, { } upper, { } confidence)
                ? new DurationPrediction
                {
                    Estimate = Duration(estimate),
                    Lower = Duration(lower),
                    Upper = Duration(upper),
                    Confidence = Math.Clamp(confidence, 0, 1),
                }
                : null,
        Position = Position,
    };

    private static TimeSpan Duration(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, 0, DurationPrediction.Longest.TotalSeconds));
}

/// <summary>The data of "completed": hash and resources of the proof. The proof is fetched from the host separately.</summary>
internal sealed class CompletedData
{
    public string? Hash { get; init; }

    public string? Circuit { get; init; }

    public int Links { get; init; }

    public int Attempts { get; init; }

    public bool IsFromCache { get; init; }

    public double TotalSeconds { get; init; }

    public static CompletedData Of(ProofResult result) => new()
    {
        Hash = result.Hash,
        Circuit = result.Circuit?.ToString(),
        Links = result.LinkCount,
        Attempts = result.Attempts,
        IsFromCache = result.IsFromCache,
        TotalSeconds = result.Timings.Total.TotalSeconds,
    };
}

/// <summary>The data of "failed", "cancelled" and "error".</summary>
internal sealed class ErrorData
{
    public required string Type { get; init; }

    public required string Message { get; init; }

    public string? Advice { get; init; }

    public double? RetryAfterSeconds { get; init; }

    public bool IsByStop { get; init; }

    public static ErrorData Of(ProofError error) => new()
    {
        Type = error.Type.ToString(),
        Message = error.Message,
        Advice = ProofErrorTypes.Describe(error.Type).Advice,
        RetryAfterSeconds = error.RetryAfter?.TotalSeconds,
        IsByStop = error.IsByStop,
    };
}
