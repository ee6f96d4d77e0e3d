namespace Shadowgraph.Proofs;

/// <summary>The state of a pipeline at one moment, for user interfaces.</summary>
public sealed record PipelineSnapshot
{
    /// <summary>Grows from one snapshot to the next; numbers may be left out.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether new requests are let in.</summary>
    public required bool IsAccepting { get; init; }

    /// <summary>What it is doing and has done.</summary>
    public required PipelineStatistics Statistics { get; init; }

    /// <summary>Requests that wait or run, and the ones that ended last.</summary>
    public required IReadOnlyList<ProofStatus> Requests { get; init; }
}
