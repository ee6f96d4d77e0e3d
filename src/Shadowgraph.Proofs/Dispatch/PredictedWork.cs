using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>What a predictor is told of a plan.</summary>
internal static class PredictedWork
{
    /// <summary>With all threads there are.</summary>
    public static ProofWork Alone(ProofPlan plan, LeasePool leases) =>
        new(plan.Size, plan.LinkCount, plan.WorkUnits, leases.Processors, Load: 0);

    /// <summary>With the threads that it had, beside those that others had meanwhile.</summary>
    public static ProofWork Done(ProofPlan plan, LeasePool leases, in ThreadSeconds used)
    {
        if (used.Seconds <= 0) return BesideOthers(plan, leases);
        var load = used.Others / used.Seconds / leases.Processors;
        return new(plan.Size, plan.LinkCount, plan.WorkUnits, (int)Math.Round(used.Own / used.Seconds), Math.Min(1, load));
    }

    /// <summary>With the threads that it has, beside what else runs now.</summary>
    public static ProofWork BesideOthers(ProofPlan plan, LeasePool leases)
    {
        var threads = Math.Max(1, plan.Lent?.Degree ?? plan.MaxDegreeOfParallelism);
        var others = Math.Max(0, leases.InUse.Threads - threads);
        return new(plan.Size, plan.LinkCount, plan.WorkUnits, threads, Math.Min(1, (double)others / leases.Processors));
    }
}
