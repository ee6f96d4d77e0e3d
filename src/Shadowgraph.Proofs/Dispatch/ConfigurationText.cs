namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The options as the audit trail records them: what decides about requests, and no secret.</summary>
internal static class ConfigurationText
{
    public static string Of(ProofPipelineOptions options) => FormattableString.Invariant(
        $"Keys {options.Keys.Source}{(options.Keys.AllowDevelopmentKeys ? ", development allowed" : "")}; ")
        + FormattableString.Invariant($"concurrency {options.MaxConcurrency}, threads {options.MaxThreads}, memory {options.MemoryBudget}; ")
        + FormattableString.Invariant(
            $"timeouts {options.QueueTimeout} in queue, {options.AttemptTimeout} an attempt, {options.TotalTimeout} in total; ")
        + FormattableString.Invariant($"queue {options.Queue.Capacity}; attempts {options.Recovery.MaxAttempts}; ")
        + FormattableString.Invariant($"cache {options.Cache.Capacity} for {options.Cache.Lifetime}; ")
        + FormattableString.Invariant($"rate {options.RateLimit.Permits} in {options.RateLimit.Window}; ")
        + FormattableString.Invariant(
            $"access {options.Access.Allowed.Count} allowed, {options.Access.Blocked.Count} blocked, without user {options.Access.MissingUser}.");
}
