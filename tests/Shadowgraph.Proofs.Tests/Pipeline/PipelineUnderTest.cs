using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// A pipeline with a scripted prover, a clock that only the test moves, and everything that happens written down. Everyone is let in, as often
/// as they like. Any service can be replaced.
/// </summary>
internal sealed class PipelineUnderTest : IAsyncDisposable
{
    /// <summary>Makes a pipeline.</summary>
    /// <param name="script">What the prover does; null for one that is done at once.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="replace">Changes the services.</param>
    public PipelineUnderTest(
        ProverScript? script = null,
        Action<ProofPipelineOptions>? configure = null,
        Func<PipelineServices, PipelineServices>? replace = null)
    {
        Prover = new ScriptedProver(script);
        Options = new ProofPipelineOptions { MaxConcurrency = 4, MaxThreads = 8, MemoryBudget = 1L << 40, RateLimit = { Permits = 0 } };
        configure?.Invoke(Options);
        Audit = new AuditTrail(Options.Audit, [], Time, Logger);
        var services = new PipelineServices
        {
            Options = Options,
            Access = new AccessList(Options.Access),
            Limiter = new SlidingWindowLimiter(Options.RateLimit, Time),
            Prover = Prover,
            Queue = new ProofQueue(Options.Queue, Time),
            Classifier = new ErrorClassifier(),
            Strategies = [],
            Validator = Validator,
            Cache = new EmptyCache(),
            Audit = Audit,
            Sinks = [Sink],
            Metrics = new ProofMetrics(Time),
            Predictor = new ProofPredictor(),
            Time = Time,
            Logger = Logger,
        };
        Services = replace?.Invoke(services) ?? services;
        Pipeline = new ProofPipeline(Services);
    }

    public ProofPipeline Pipeline { get; }

    public PipelineServices Services { get; }

    public ProofPipelineOptions Options { get; }

    public ScriptedProver Prover { get; }

    public IAuditTrail Audit { get; }

    public AcceptingValidator Validator { get; } = new();

    public RecordingSink Sink { get; } = new();

    public IProofMetrics Metrics => Services.Metrics;

    public RecordingLogger<IProofPipeline> Logger { get; } = new();

    /// <summary>Stands at <see cref="PipelineWorld.Now"/> until it is advanced.</summary>
    public FakeTimeProvider Time { get; } = new(PipelineWorld.Now);

    /// <summary>Lets time pass, in steps, until something has ended.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="step">How far the clock moves at a time; null for 100 ms.</param>
    public async Task<T> PassTimeUntilAsync<T>(Task<T> task, TimeSpan? step = null)
    {
        await PassTimeUntilAsync((Task)task, step);
        return await task;
    }

    /// <inheritdoc cref="PassTimeUntilAsync{T}"/>
    public Task PassTimeUntilAsync(Task task, TimeSpan? step = null) => Time.PassUntilAsync(task, step ?? TimeSpan.FromMilliseconds(100));

    /// <summary>Stops the pipeline, letting as much time pass as it takes.</summary>
    public ValueTask DisposeAsync() => new(PassTimeUntilAsync(Pipeline.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1)));
}
