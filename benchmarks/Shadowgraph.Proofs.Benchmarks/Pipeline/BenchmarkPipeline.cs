using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>A pipeline of the default services around a prover, with room for all that a benchmark asks for at once.</summary>
internal static class BenchmarkPipeline
{
    /// <summary>Creates a pipeline.</summary>
    /// <param name="prover">The prover.</param>
    /// <param name="capacity">How many requests may wait.</param>
    /// <param name="sinks">The metrics sinks; none by default.</param>
    /// <param name="logger">Where messages go; nowhere by default.</param>
    /// <param name="audit">The audit trail; by default a trail that records nothing.</param>
    public static ProofPipeline Create(IProver prover, int capacity, IMetricsSink[]? sinks = null, ILogger? logger = null, IAuditTrail? audit = null)
    {
        var options = new ProofPipelineOptions();
        options.Queue.Capacity = capacity;
        options.RateLimit.Permits = int.MaxValue; // asked, and never in the way
        return new ProofPipeline(new PipelineServices
        {
            Options = options,
            Access = new AccessList(options.Access),
            Limiter = new SlidingWindowLimiter(options.RateLimit, TimeProvider.System),
            Prover = prover,
            Queue = new ProofQueue(options.Queue, TimeProvider.System),
            Classifier = new ErrorClassifier(),
            Strategies =
            [
                new ResourceStrategy(options.Recovery), new CircuitFallbackStrategy(options.Recovery), new RetryStrategy(options.Recovery),
            ],
            Validator = new AcceptingValidator(),
            Cache = new MemoryProofCache(options.Cache, TimeProvider.System),
            Audit = audit ?? new NoTrail(),
            Sinks = sinks ?? [],
            Metrics = new ProofMetrics(TimeProvider.System),
            Predictor = new ProofPredictor(),
            Time = TimeProvider.System,
            Logger = logger ?? NullLogger.Instance,
        });
    }

    // The real validator verifies the proof, which is not the pipeline's overhead.
    private sealed class AcceptingValidator : IProofValidator
    {
        public ValueTask<ProofValidation> ValidateAsync(
            ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(ProofValidation.Valid);
    }
}
