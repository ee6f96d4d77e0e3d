using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// The features of a proof in the regression of its duration: 1, ln of the work, Medium or not, Large or not, ln of the threads, ln(1 + load).
/// </summary>
internal static class ProofFeatures
{
    /// <summary>The number of features.</summary>
    public const int Count = 6;

    /// <summary>The unit of work: a single link of the small circuit, in constraints.</summary>
    public const double UnitWork = 24_050;

    /// <summary>Computes the features of a proof.</summary>
    /// <param name="work">The work of the proof.</param>
    /// <param name="x">Receives the features; <see cref="Count"/> elements.</param>
    public static void Describe(in ProofWork work, Span<double> x)
    {
        x[0] = 1;
        x[1] = Math.Log(Math.Max(1, work.WorkUnits) / UnitWork);
        x[2] = work.Size == CircuitSize.Medium ? 1 : 0;
        x[3] = work.Size == CircuitSize.Large ? 1 : 0;
        x[4] = Math.Log(Math.Max(1, work.Threads));
        x[5] = double.IsFinite(work.Load) ? Math.Log(1 + Math.Clamp(work.Load, 0, 1)) : 0;
    }
}
