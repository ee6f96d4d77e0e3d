namespace Shadowgraph.Proofs.Metrics;

/// <summary>The stage times of the latest proofs. A proof shared by several requests counts once.</summary>
public sealed record ProofDurations
{
    /// <summary>From submission to the end.</summary>
    public DurationSummary Total { get; init; }

    /// <summary>Waiting in the queue.</summary>
    public DurationSummary Queued { get; init; }

    /// <summary>From the end of the queue to the end of the request: all attempts, and the delays in between.</summary>
    public DurationSummary Processing { get; init; }

    /// <summary>Waiting for the key.</summary>
    public DurationSummary KeyLoad { get; init; }

    /// <summary>Solving the circuit.</summary>
    public DurationSummary Witness { get; init; }

    /// <summary>Computing the proof.</summary>
    public DurationSummary Proving { get; init; }

    /// <summary>Verification by the prover.</summary>
    public DurationSummary Checking { get; init; }

    /// <summary>Verification by the pipeline's validator.</summary>
    public DurationSummary Validation { get; init; }

    internal static ProofDurations Of(ReadOnlySpan<ProofTimings> proofs)
    {
        var scratch = new TimeSpan[proofs.Length];
        return new ProofDurations
        {
            Total = Summary(proofs, scratch, static spent => spent.Total),
            Queued = Summary(proofs, scratch, static spent => spent.Queued),
            Processing = Summary(proofs, scratch, static spent => spent.Processing),
            KeyLoad = Summary(proofs, scratch, static spent => spent.KeyLoad),
            Witness = Summary(proofs, scratch, static spent => spent.Witness),
            Proving = Summary(proofs, scratch, static spent => spent.Proving),
            Checking = Summary(proofs, scratch, static spent => spent.Checking),
            Validation = Summary(proofs, scratch, static spent => spent.Validation),
        };
    }

    private static DurationSummary Summary(ReadOnlySpan<ProofTimings> proofs, Span<TimeSpan> scratch, Func<ProofTimings, TimeSpan> part)
    {
        for (var i = 0; i < proofs.Length; i++) scratch[i] = part(proofs[i]);
        return DurationSummary.Of(scratch);
    }
}
