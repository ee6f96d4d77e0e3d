using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// How long a unit of work takes on one thread, learned from finished proofs by an exponentially weighted mean, so that it follows a
/// machine whose load changes. Thread-safe.
/// </summary>
internal sealed class WorkRate
{
    private const double Weight = 0.2;

    private readonly Lock _gate = new();
    private double? _secondsPerUnit;

    public void Learn(ProofPlan plan, TimeSpan duration)
    {
        var sample = duration.TotalSeconds * plan.MaxDegreeOfParallelism / plan.WorkUnits;
        lock (_gate) _secondsPerUnit = _secondsPerUnit is { } known ? known + Weight * (sample - known) : sample;
    }

    /// <summary>How long so much work takes; null before the first proof.</summary>
    public TimeSpan? Estimate(long workUnits, int threads)
    {
        lock (_gate) return _secondsPerUnit is { } rate ? TimeSpan.FromSeconds(rate * workUnits / threads) : null;
    }
}
