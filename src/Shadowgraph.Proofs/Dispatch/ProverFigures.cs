using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>What a prover says of its own work, within reason: one of the host's may say anything, and clocks may jump.</summary>
internal static class ProverFigures
{
    /// <summary>The stages, as the prover and the pipeline measured them.</summary>
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

    /// <summary>A duration that is not negative, and so short that no sum of some thousands of them is too long.</summary>
    public static TimeSpan Bounded(TimeSpan duration) =>
        duration < TimeSpan.Zero ? TimeSpan.Zero
        : duration > ProofPipelineOptions.MaxTimeout ? ProofPipelineOptions.MaxTimeout
        : duration;
}
