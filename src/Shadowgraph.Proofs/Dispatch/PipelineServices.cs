using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The parts of a pipeline.</summary>
internal sealed record PipelineServices
{
    /// <summary>The pipeline's key, which distinguishes several pipelines of a host in traces and logs; null for the pipeline without a key.</summary>
    public string? Key { get; init; }

    public required ProofPipelineOptions Options { get; init; }

    public required IAccessPolicy Access { get; init; }

    public required IRateLimiter Limiter { get; init; }

    public required IProver Prover { get; init; }

    public required IProofQueue Queue { get; init; }

    public required IErrorClassifier Classifier { get; init; }

    public required IReadOnlyList<IRecoveryStrategy> Strategies { get; init; }

    public required IProofValidator Validator { get; init; }

    public required IProofCache Cache { get; init; }

    public required IAuditTrail Audit { get; init; }

    public required IReadOnlyList<IMetricsSink> Sinks { get; init; }

    public required ProofMetrics Metrics { get; init; }

    public required IProofPredictor Predictor { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
