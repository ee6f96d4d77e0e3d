using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Sanitises the figures that a prover reports: a custom prover may report anything, and clocks may jump.</summary>
internal static class ProverFigures
{
    /// <summary>Times of the stages, as measured by prover and pipeline.</summary>
    public static ProofTimings Stages(in ProverTimings prover, TimeSpan validation) => new()
    {
        Planning = Bounded(prover.Planning),
        KeyLoad = Bounded(prover.KeyLoad),
        Witness = Bounded(prover.Witness),
        Proving = Bounded(prover.Proving),
        Checking = Bounded(prover.Checking),
        Validation = Bounded(validation),
    };

    public static ProverResources Resources(in ProverResources prover) =>
        new()
        {
            ProcessorTime = Bounded(prover.ProcessorTime),
            PeakBytes = Math.Max(0, prover.PeakBytes),
            DiskBytes = Math.Max(0, prover.DiskBytes),
        };

    /// <summary>Clamps a duration to a range without negative values, in which sums of thousands of durations cannot overflow.</summary>
    public static TimeSpan Bounded(TimeSpan duration) =>
        duration < TimeSpan.Zero ? TimeSpan.Zero
        : duration > ProofPipelineOptions.MaxTimeout ? ProofPipelineOptions.MaxTimeout
        : duration;
}
