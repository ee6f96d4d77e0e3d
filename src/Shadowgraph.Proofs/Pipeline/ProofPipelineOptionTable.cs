using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Pipeline;

/// <summary>The options of <see cref="ProofPipelineOptions"/>, with all groups below them.</summary>
internal static class ProofPipelineOptionTable
{
    public static OptionTable<ProofPipelineOptions> Table { get; } = new OptionTable<ProofPipelineOptions>()
        .Number(
            "MaxConcurrency",
            1,
            static options => options.MaxConcurrency,
            static (options, value) => options.MaxConcurrency = value,
            "The maximum number of concurrent proofs; on a machine with fewer processors, proofs share processors. A prover may declare a lower limit.")
        .Number(
            "MaxThreads",
            0,
            static options => options.MaxThreads,
            static (options, value) => options.MaxThreads = value,
            "The maximum number of compute threads of all running proofs together, in equal shares: a single proof uses all threads, and each proof has "
            + "at least one. 0 for the number of processors, which is also the upper limit.")
        .Number(
            "MemoryBudget",
            0L,
            static options => options.MemoryBudget,
            static (options, value) => options.MemoryBudget = value,
            "The memory limit in bytes for running proofs and keys; a proof that would exceed the limit waits, or uses a smaller circuit. 0 for three "
            + "quarters of the available memory.")
        .Number(
            "MaxRetainedScratch",
            0L,
            static options => options.MaxRetainedScratch,
            static (options, value) => options.MaxRetainedScratch = value,
            "Scratch memory in bytes retained for the next proof while no proof runs, shared by the whole process. 0 releases all.")
        .Duration(
            "QueueTimeout",
            static options => options.QueueTimeout,
            static (options, value) => options.QueueTimeout = value,
            "The maximum time in the queue; then `SystemOverload`.")
        .Duration(
            "AttemptTimeout",
            static options => options.AttemptTimeout,
            static (options, value) => options.AttemptTimeout = value,
            "The maximum time of an attempt; then `ProofGenerationTimeout`, and another attempt.")
        .Duration(
            "TotalTimeout",
            static options => options.TotalTimeout,
            static (options, value) => options.TotalTimeout = value,
            "The maximum time of a request from submission to the end; then `ProofGenerationTimeout`.")
        .Duration(
            "CancellationGrace",
            static options => options.CancellationGrace,
            static (options, value) => options.CancellationGrace = value,
            "The time for a cancelled prover to return; then the prover is abandoned, its caller answered and its slot replaced.")
        .Number(
            "MaxAbandoned",
            1,
            static options => options.MaxAbandoned,
            static (options, value) => options.MaxAbandoned = value,
            "The maximum number of abandoned provers that still run; at the limit no request is accepted until a prover returns.")
        .Duration(
            "ShutdownTimeout",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.ShutdownTimeout,
            static (options, value) => options.ShutdownTimeout = value,
            "The time for running proofs to finish when the pipeline stops. Zero cancels running proofs at once.")
        .Number(
            "FinishedCapacity",
            0,
            static options => options.FinishedCapacity,
            static (options, value) => options.FinishedCapacity = value,
            "The maximum number of ended requests retained for look-up by id; above the limit, the oldest requests of users with several requests are "
            + "removed first. 0 retains none.")
        .Duration(
            "AsOfGranularity",
            TimeSpan.FromSeconds(1),
            DurationType.Longest,
            static options => options.AsOfGranularity,
            static (options, value) => options.AsOfGranularity = value,
            "The granularity for rounding down the time of a request without an explicit asOf, so that equal requests share proofs. Verifiers accept "
            + "proofs of the last hour by default.")
        .Flag(
            "IgnoreUnknownConfiguration",
            static options => options.IgnoreUnknownConfiguration,
            static (options, value) => options.IgnoreUnknownConfiguration = value,
            "Whether a configuration section may have unknown names; otherwise unknown names fail the start.")
        .Group("Keys", static options => options.Keys, ProvingKeyStoreOptionTable.Table)
        .Group("Queue", static options => options.Queue, ProofQueueOptionTable.Table)
        .Group("Recovery", static options => options.Recovery, RecoveryOptionTable.Table)
        .Group("Cache", static options => options.Cache, ProofCacheOptionTable.Table)
        .Group("Access", static options => options.Access, AccessOptionTable.Table)
        .Group("RateLimit", static options => options.RateLimit, RateLimitOptionTable.Table)
        .Group("Audit", static options => options.Audit, AuditOptionTable.Table);
}
