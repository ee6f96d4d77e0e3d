namespace Shadowgraph.Proofs;

/// <summary>The state of a pipeline at a moment, for user interfaces.</summary>
public sealed record PipelineSnapshot
{
    /// <summary>Increases from snapshot to snapshot, possibly with gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The time of the snapshot, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether new requests are accepted.</summary>
    public required bool IsAccepting { get; init; }

    /// <summary>Current load and totals.</summary>
    public required PipelineStatistics Statistics { get; init; }

    /// <summary>The waiting, running and recently ended requests.</summary>
    public required IReadOnlyList<ProofStatus> Requests { get; init; }
}
