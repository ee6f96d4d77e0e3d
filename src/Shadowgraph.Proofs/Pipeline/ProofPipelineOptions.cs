using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Pipeline;

/// <summary>The options of a pipeline. Read once, when the pipeline is created; validated then, or at the start of the host.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofPipelineOptions>))]
public sealed class ProofPipelineOptions
{
    /// <summary>The upper limit of timeouts and delays: 24 days.</summary>
    public static readonly TimeSpan MaxTimeout = DurationType.Longest;

    /// <summary>The source of proving keys.</summary>
    public ProvingKeyStoreOptions Keys { get; } = new();

    /// <summary>The queue of waiting requests.</summary>
    public ProofQueueOptions Queue { get; } = new();

    /// <summary>The repetition of failed attempts.</summary>
    public RecoveryOptions Recovery { get; } = new();

    /// <summary>The cache of finished proofs, for equal requests.</summary>
    public ProofCacheOptions Cache { get; } = new();

    /// <summary>Access control.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>The rate limit per user.</summary>
    public RateLimitOptions RateLimit { get; } = new();

    /// <summary>The audit trail.</summary>
    public AuditOptions Audit { get; } = new();

    /// <summary>
    /// The maximum number of concurrent proofs. On a machine with fewer processors, the proofs share the processors, with at least a thread per
    /// proof. A prover may declare a lower limit, <see cref="IProver.MaxConcurrency"/>, which is logged.
    /// </summary>
    /// <value>Default: 4, on any machine. At least 1.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>
    /// The maximum number of compute threads of all running proofs together, or a thread per proof if more proofs run. Running proofs have equal
    /// shares, adjusted as proofs start and end: a single proof uses all threads. A custom prover keeps the threads of its plan from start to end.
    /// </summary>
    /// <value>Default: 0, the number of processors, which is also the upper limit.</value>
    public int MaxThreads { get; set; }

    /// <summary>
    /// The memory limit for running proofs and the keys in use, in bytes. A proof that would exceed the limit waits; a proof that would exceed the
    /// limit alone is proved with a smaller circuit in more links.
    /// </summary>
    /// <value>Default: 0, three quarters of the memory available to the garbage collector.</value>
    public long MemoryBudget { get; set; }

    /// <summary>
    /// Scratch memory, in bytes, retained for the next proof while no proof runs. Scratch memory is shared by the whole process: among several
    /// pipelines, the pipeline with the last proof to end decides.
    /// </summary>
    /// <value>Default: 256 MiB. Zero releases all scratch memory.</value>
    public long MaxRetainedScratch { get; set; } = ProverMemory.DefaultRetainedScratch;

    /// <summary>The maximum time of a request in the queue.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum time of an attempt.</summary>
    /// <value>Default: 120 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The maximum time of a request from submission to the end.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The time for a cancelled prover to return before being abandoned.</summary>
    /// <value>Default: 5 seconds. Longer than zero.</value>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum number of abandoned provers that still run. At the limit, no proof is started and no request accepted until a prover returns.
    /// </summary>
    /// <value>Default: 4. At least 1.</value>
    public int MaxAbandoned { get; set; } = 4;

    /// <summary>The time for running proofs to finish when the pipeline stops.</summary>
    /// <value>Default: 20 seconds. Zero cancels running proofs at once.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The maximum number of ended requests retained for look-up. Above the limit, the oldest requests of users with several requests are removed
    /// first, then the oldest of all; requests without a user count as those of a single user.
    /// </summary>
    /// <value>Default: 1 000. Zero retains none.</value>
    public int FinishedCapacity { get; set; } = 1_000;

    /// <summary>The granularity for rounding down the time of a request without an explicit asOf.</summary>
    /// <value>Default: 10 minutes. At least a second; verifiers accept proofs of the last hour by default.</value>
    public TimeSpan AsOfGranularity { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a configuration section for <c>AddProofPipeline</c> may have unknown names. Otherwise the start fails with a list of the unknown
    /// names, since a misspelt option has no effect.
    /// </summary>
    /// <value>Default: false.</value>
    public bool IgnoreUnknownConfiguration { get; set; }

    /// <summary>The errors in the configurations of these options.</summary>
    internal ConfigurationFindings Findings { get; } = new();

    /// <summary>Uses proving keys of a ceremony from a directory. A shorthand for <see cref="Keys"/>.</summary>
    /// <param name="directory">The directory with small.zkey, medium.zkey and large.zkey; files of unused circuits may be missing.</param>
    /// <returns>These options.</returns>
    public ProofPipelineOptions UseCeremonyKeys(string directory)
    {
        Keys.UseCeremonyKeys(directory);
        return this;
    }

    /// <summary>
    /// Uses proving keys created on this machine at first use. Such keys are insecure by nature: for development and tests only. A shorthand for
    /// <see cref="Keys"/>.
    /// </summary>
    /// <param name="directory">The directory of the keys; null for the user's data folder.</param>
    /// <returns>These options.</returns>
    public ProofPipelineOptions UseDevelopmentKeys(string? directory = null)
    {
        Keys.UseDevelopmentKeys(directory);
        return this;
    }

    /// <summary>A copy, independent of later changes, limited to the resources of this machine.</summary>
    internal ProofPipelineOptions Copy()
    {
        var copy = new ProofPipelineOptions();
        ProofPipelineOptionTable.Table.Copy(this, copy);
        copy.MaxThreads = Math.Min(MaxThreads, Environment.ProcessorCount);
        return copy;
    }
}
