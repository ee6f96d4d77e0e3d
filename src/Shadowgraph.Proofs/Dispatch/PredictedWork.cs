using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Converts plans into the input of a predictor.</summary>
internal static class PredictedWork
{
    /// <summary>A plan that runs alone, with all threads.</summary>
    public static ProofWork Alone(ProofPlan plan, LeasePool leases) =>
        new(plan.Size, plan.LinkCount, plan.WorkUnits, leases.Processors, Load: 0);

    /// <summary>A finished plan with thread use, its own and that of concurrent leases.</summary>
    public static ProofWork Done(ProofPlan plan, LeasePool leases, in ThreadSeconds used)
    {
        if (used.Seconds <= 0) return BesideOthers(plan, leases);
        var load = used.Others / used.Seconds / leases.Processors;
        return new(plan.Size, plan.LinkCount, plan.WorkUnits, (int)Math.Round(used.Own / used.Seconds), Math.Min(1, load));
    }

    /// <summary>A running plan with the present threads, beside the leases that run now.</summary>
    public static ProofWork BesideOthers(ProofPlan plan, LeasePool leases)
    {
        var threads = Math.Max(1, plan.Lent?.Degree ?? plan.MaxDegreeOfParallelism);
        var others = Math.Max(0, leases.InUse.Threads - threads);
        return new(plan.Size, plan.LinkCount, plan.WorkUnits, threads, Math.Min(1, (double)others / leases.Processors));
    }
}
