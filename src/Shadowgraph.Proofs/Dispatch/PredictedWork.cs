using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Converts plans into the input of a predictor.</summary>
internal static class PredictedWork
{
    /// <summary>A plan that runs alone, with all threads.</summary>
    public static ProofWork Alone(ProofPlan plan, LeasePool leases) => Of(plan, leases.Processors, load: 0);

    /// <summary>A finished plan with thread use, its own and that of concurrent leases.</summary>
    public static ProofWork Done(ProofPlan plan, LeasePool leases, in ThreadSeconds used) =>
        used.Seconds <= 0
            ? BesideOthers(plan, leases)
            : Of(plan, (int)Math.Round(used.Own / used.Seconds), used.Others / used.Seconds / leases.Processors);

    /// <summary>A running plan with the present threads, beside the leases that run now.</summary>
    public static ProofWork BesideOthers(ProofPlan plan, LeasePool leases)
    {
        var threads = Math.Max(1, plan.Lent?.Degree ?? plan.MaxDegreeOfParallelism);
        var others = Math.Max(0, leases.InUse.Threads - threads);
        return Of(plan, threads, (double)others / leases.Processors);
    }

    private static ProofWork Of(ProofPlan plan, int threads, double load) => new()
    {
        Size = plan.Size,
        LinkCount = plan.LinkCount,
        WorkUnits = plan.WorkUnits,
        Threads = threads,
        Load = Math.Min(1, load),
    };
}
