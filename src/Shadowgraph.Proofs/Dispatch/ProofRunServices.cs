using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>What every <see cref="ProofRun"/> works with.</summary>
internal sealed record ProofRunServices
{
    public required ProofPipelineOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    public required IProver Prover { get; init; }

    public required IProofValidator Validator { get; init; }

    public required FailSafeCache Cache { get; init; }

    public required RecoveryPolicy Recovery { get; init; }

    public required ErrorSource Errors { get; init; }

    public required EventPublisher Events { get; init; }

    public required LeasePool Leases { get; init; }

    public required FailSafePredictor Predictor { get; init; }

    public required InFlightRequests Requests { get; init; }

    public required Admission Admission { get; init; }

    public required RequestCompletion Completion { get; init; }

    /// <summary>Set by the dispatcher itself.</summary>
    public Dispatcher Dispatcher { get; set; } = null!;
}
