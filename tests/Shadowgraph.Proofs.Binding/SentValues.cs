using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Binding;

/// <summary>One of each type that hosts send as JSON.</summary>
public sealed record SentValues
{
    public EvmAddress Address { get; init; }

    public ProofUserId User { get; init; }

    public Fr Scalar { get; init; }

    public required ProofScope Scope { get; init; }

    public required ProofStatus Status { get; init; }

    public required ProofProgress Progress { get; init; }

    public required PipelineStatistics Statistics { get; init; }

    public required PipelineSnapshot Snapshot { get; init; }

    public required ProofMetricsSnapshot Metrics { get; init; }

    public required AuditEntry AuditEntry { get; init; }

    public required ProofError Error { get; init; }
}
