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
            "Proofs that run at once; on a machine with fewer processors they share those. A prover may say that it can run fewer.")
        .Number(
            "MaxThreads",
            0,
            static options => options.MaxThreads,
            static (options, value) => options.MaxThreads = value,
            "Compute threads of all running proofs together, in equal shares; one that runs alone has all, and each has one at least. 0 for one "
            + "of each processor; never more than those.")
        .Number(
            "MemoryBudget",
            0L,
            static options => options.MemoryBudget,
            static (options, value) => options.MemoryBudget = value,
            "Bytes of running proofs and keys; a proof that would pass it waits, or takes a smaller circuit. 0 for three quarters of what is "
            + "available.")
        .Number(
            "MaxRetainedScratch",
            0L,
            static options => options.MaxRetainedScratch,
            static (options, value) => options.MaxRetainedScratch = value,
            "Bytes of scratch memory kept for the next proof while none runs; the process has one store of it. 0 gives all of it back.")
        .Duration(
            "QueueTimeout",
            static options => options.QueueTimeout,
            static (options, value) => options.QueueTimeout = value,
            "Waiting for a turn; then `SystemOverload`.")
        .Duration(
            "AttemptTimeout",
            static options => options.AttemptTimeout,
            static (options, value) => options.AttemptTimeout = value,
            "One attempt; then `ProofGenerationTimeout`, and another attempt.")
        .Duration(
            "TotalTimeout",
            static options => options.TotalTimeout,
            static (options, value) => options.TotalTimeout = value,
            "A request from submission to the end; then `ProofGenerationTimeout`.")
        .Duration(
            "CancellationGrace",
            static options => options.CancellationGrace,
            static (options, value) => options.CancellationGrace = value,
            "How long a cancelled prover may take to return; then its caller is answered and its slot replaced.")
        .Number(
            "MaxAbandoned",
            1,
            static options => options.MaxAbandoned,
            static (options, value) => options.MaxAbandoned = value,
            "Provers that never returned and may still run; with more of them nothing new is let in.")
        .Duration(
            "ShutdownTimeout",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.ShutdownTimeout,
            static (options, value) => options.ShutdownTimeout = value,
            "How long running proofs have to finish when the pipeline stops. Zero cancels them at once.")
        .Number(
            "FinishedCapacity",
            0,
            static options => options.FinishedCapacity,
            static (options, value) => options.FinishedCapacity = value,
            "Ended requests kept for look-up by id; over that the older ones of users with several go first, then the oldest. 0 keeps none.")
        .Duration(
            "AsOfGranularity",
            TimeSpan.FromSeconds(1),
            DurationType.Longest,
            static options => options.AsOfGranularity,
            static (options, value) => options.AsOfGranularity = value,
            "What the time of a request that names none is rounded down to, so that equal requests are equal. Verifiers accept proofs of the "
            + "last hour by default.")
        .Flag(
            "IgnoreUnknownConfiguration",
            static options => options.IgnoreUnknownConfiguration,
            static (options, value) => options.IgnoreUnknownConfiguration = value,
            "Whether a configuration section may have names that no option has; otherwise they fail the start.")
        .Group("Keys", static options => options.Keys, ProvingKeyStoreOptionTable.Table)
        .Group("Queue", static options => options.Queue, ProofQueueOptionTable.Table)
        .Group("Recovery", static options => options.Recovery, RecoveryOptionTable.Table)
        .Group("Cache", static options => options.Cache, ProofCacheOptionTable.Table)
        .Group("Access", static options => options.Access, AccessOptionTable.Table)
        .Group("RateLimit", static options => options.RateLimit, RateLimitOptionTable.Table)
        .Group("Audit", static options => options.Audit, AuditOptionTable.Table);
}
