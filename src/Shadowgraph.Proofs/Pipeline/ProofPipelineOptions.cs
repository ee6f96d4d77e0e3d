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

/// <summary>How a pipeline works. Read once, when the pipeline is made; checked then, or when the host starts.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofPipelineOptions>))]
public sealed class ProofPipelineOptions
{
    /// <summary>The longest timeout or delay that can be set: 24 days.</summary>
    public static readonly TimeSpan MaxTimeout = DurationType.Longest;

    /// <summary>Where proving keys come from.</summary>
    public ProvingKeyStoreOptions Keys { get; } = new();

    /// <summary>How what waits is kept.</summary>
    public ProofQueueOptions Queue { get; } = new();

    /// <summary>How failed attempts are repeated.</summary>
    public RecoveryOptions Recovery { get; } = new();

    /// <summary>How finished proofs are kept for equal requests.</summary>
    public ProofCacheOptions Cache { get; } = new();

    /// <summary>Who may have proofs made.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>How often each user may have proofs made.</summary>
    public RateLimitOptions RateLimit { get; } = new();

    /// <summary>How what happens is recorded.</summary>
    public AuditOptions Audit { get; } = new();

    /// <summary>
    /// The most proofs that run at once. On a machine with fewer processors they share those, one thread for each. A prover may say that it
    /// can run fewer, <see cref="IProver.MaxConcurrency"/>; that is logged.
    /// </summary>
    /// <value>Default: 4, on any machine. At least 1.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>
    /// The most compute threads of all running proofs together, or one for each if more run. They have equal shares, which change as proofs
    /// come and go: one that runs alone has all. A prover of the host's own has the threads of its plan from beginning to end.
    /// </summary>
    /// <value>Default: 0, one for each processor. More than there are processors is taken for as many.</value>
    public int MaxThreads { get; set; }

    /// <summary>
    /// Memory, in bytes, that running proofs and the keys in use may take. A proof that would pass it waits; one that would pass it alone is
    /// proved with a smaller circuit in more links.
    /// </summary>
    /// <value>Default: 0, three quarters of the memory that the garbage collector finds available.</value>
    public long MemoryBudget { get; set; }

    /// <summary>
    /// Scratch memory, in bytes, that is kept for the next proof while none runs. The process has one store of it: of several pipelines
    /// the one whose proofs end last decides.
    /// </summary>
    /// <value>Default: 256 MiB. Zero gives all of it back.</value>
    public long MaxRetainedScratch { get; set; } = ProverMemory.DefaultRetainedScratch;

    /// <summary>How long a request may wait for its turn.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one attempt may take.</summary>
    /// <value>Default: 120 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a request may take from submission to the end.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a cancelled prover has to return before it is abandoned.</summary>
    /// <value>Default: 5 seconds. Longer than zero.</value>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most abandoned provers that may still run. Beyond it nothing new is begun or let in until one returns.
    /// </summary>
    /// <value>Default: 4. At least 1.</value>
    public int MaxAbandoned { get; set; } = 4;

    /// <summary>How long running proofs have to finish when the pipeline stops.</summary>
    /// <value>Default: 20 seconds. Zero cancels them at once.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The most ended requests that are kept for look-up. When there are more, the older ones of users who have several go first, then the
    /// oldest of all; requests without a user count as one user's.
    /// </summary>
    /// <value>Default: 1 000. Zero keeps none.</value>
    public int FinishedCapacity { get; set; } = 1_000;

    /// <summary>What the time of a request that names none is rounded down to.</summary>
    /// <value>Default: 10 minutes. At least a second; verifiers accept proofs of the last hour by default.</value>
    public TimeSpan AsOfGranularity { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a section given to <c>AddProofPipeline</c> may have names that no option has. Otherwise the start fails and names them, as
    /// a misspelt option has no effect.
    /// </summary>
    /// <value>Default: false.</value>
    public bool IgnoreUnknownConfiguration { get; set; }

    /// <summary>What was wrong with the configurations that these options were read from.</summary>
    internal ConfigurationFindings Findings { get; } = new();

    /// <summary>Takes proving keys of a ceremony from a directory. Short for <see cref="Keys"/>.</summary>
    /// <param name="directory">The directory with small.zkey, medium.zkey, large.zkey, or those of them that are needed.</param>
    /// <returns>These options.</returns>
    public ProofPipelineOptions UseCeremonyKeys(string directory)
    {
        Keys.UseCeremonyKeys(directory);
        return this;
    }

    /// <summary>
    /// Has proving keys made on this machine on first use. They are insecure by nature: for development and tests. Short for
    /// <see cref="Keys"/>.
    /// </summary>
    /// <param name="directory">Where to keep them, or null for the user's data folder.</param>
    /// <returns>These options.</returns>
    public ProofPipelineOptions UseDevelopmentKeys(string? directory = null)
    {
        Keys.UseDevelopmentKeys(directory);
        return this;
    }

    /// <summary>A copy that later changes do not reach, within what this machine has.</summary>
    internal ProofPipelineOptions Copy()
    {
        var copy = new ProofPipelineOptions();
        ProofPipelineOptionTable.Table.Copy(this, copy);
        copy.MaxThreads = Math.Min(MaxThreads, Environment.ProcessorCount);
        return copy;
    }
}
