using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>What a predictor is told of a plan.</summary>
internal static class PredictedWork
{
    /// <summary>With all threads there are.</summary>
    public static ProofWork Alone(ProofPlan plan, LeasePool leases) =>
        new(plan.Size, plan.LinkCount, plan.WorkUnits, leases.Processors, Load: 0);

    /// <summary>With the threads it was given, beside what else runs now.</summary>
    public static ProofWork BesideOthers(ProofPlan plan, LeasePool leases)
    {
        var threads = Math.Max(1, plan.MaxDegreeOfParallelism);
        var others = Math.Max(0, leases.InUse.Threads - threads);
        return new(plan.Size, plan.LinkCount, plan.WorkUnits, threads, Math.Min(1, (double)others / leases.Processors));
    }
}
