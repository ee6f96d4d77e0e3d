using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>How kernels are compiled: the methods that take the time of a proof, and must not run unoptimised for their first thousands of calls.</summary>
internal static class Kernel
{
    /// <summary>
    /// The option of a kernel. The just-in-time compiler optimises it at the first call, where it would compile other methods in a second without
    /// optimisation and count their calls. ReadyToRun leaves such methods out of its images; so the library has a second form without the option,
    /// from which projects that publish with ReadyToRun get the kernels in machine code (ReadyToRun.targets).
    /// </summary>
#if READY_TO_RUN
    public const MethodImplOptions Optimized = default;
#else
    public const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;
#endif
}
