using Shadowgraph.Proofs;

namespace ProofCluster.Contract;

/// <summary>Progress on the way from a silo to a front: sizes, times and states of the pipeline.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Report")]
public sealed record Report
{
    /// <summary>The number of the start in the upper half, the pipeline's number in the lower half: the sequence also rises over starts.</summary>
    [Id(0)]
    public long Sequence { get; init; }

    /// <summary>Where the request stands.</summary>
    [Id(1)]
    public ProofState State { get; init; }

    /// <summary>The work in hand.</summary>
    [Id(2)]
    public ProofStage Stage { get; init; }

    /// <summary>0 to 100; falls when a request is begun again.</summary>
    [Id(3)]
    public double Percent { get; init; }

    /// <summary>The work in hand, for people to read.</summary>
    [Id(4)]
    public string Description { get; init; } = "";

    /// <summary>The attempt within the start; 0 before the first.</summary>
    [Id(5)]
    public int Attempt { get; init; }

    /// <summary>The number of proofs ahead of a waiting request on the same silo; null for a request that does not wait.</summary>
    [Id(6)]
    public int? Position { get; init; }

    /// <summary>Estimate, lower and upper end of the remaining time; null for an unknown time.</summary>
    [Id(7)]
    public TimeSpan[]? Remaining { get; init; }

    /// <summary>The confidence of the remaining time; 0 for an unknown time.</summary>
    [Id(8)]
    public double Confidence { get; init; }

    /// <summary>The silo that proves.</summary>
    [Id(9)]
    public string Silo { get; init; } = "";

    /// <summary>Whether no report follows.</summary>
    public bool IsFinal => State is ProofState.Completed or ProofState.Failed or ProofState.Cancelled;

    /// <summary>A report of the pipeline, numbered for the start.</summary>
    public static Report Of(ProofProgress progress, int start, string silo) => new()
    {
        Sequence = SequenceOf(start, progress.Sequence),
        State = progress.State,
        Stage = progress.Stage,
        Percent = progress.Percent,
        Description = progress.Description,
        Attempt = progress.Attempt,
        Position = progress.Position,
        Remaining = progress.Remaining is { } left ? [left.Estimate, left.Lower, left.Upper] : null,
        Confidence = progress.Remaining?.Confidence ?? 0,
        Silo = silo,
    };

    /// <summary>The last report of a request with a stored end.</summary>
    public static Report End(RequestPhase phase, int start, double percent, string silo) => new()
    {
        Sequence = SequenceOf(start, uint.MaxValue),
        State = phase switch
        {
            RequestPhase.Completed => ProofState.Completed,
            RequestPhase.Cancelled => ProofState.Cancelled,
            _ => ProofState.Failed,
        },
        Stage = ProofStage.Finished,
        Percent = phase == RequestPhase.Completed ? 100 : percent,
        Description = phase.ToString(),
        Silo = silo,
    };

    /// <summary>The report in the library's form, with a percentage that never falls.</summary>
    /// <param name="id">The request.</param>
    /// <param name="least">The highest percentage shown so far.</param>
    public ProofProgress ToProgress(Guid id, double least) => new()
    {
        RequestId = id,
        Sequence = Sequence,
        State = State,
        Stage = Stage,
        Percent = Math.Max(Percent, least),
        Description = Description,
        Attempt = Attempt,
        Position = Position,
        Remaining = Remaining is [var estimate, var lower, var upper]
            ? new DurationPrediction { Estimate = estimate, Lower = lower, Upper = upper, Confidence = Confidence }
            : null,
    };

    private static long SequenceOf(int start, long sequence) => ((long)start << 32) + Math.Min(sequence, uint.MaxValue);
}
