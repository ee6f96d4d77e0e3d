using System.Diagnostics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// Estimates the proving speed of this machine from a short multi-scalar multiplication, the main part of a proof, with the kernels that proofs
/// use.
/// </summary>
internal static class ProverCalibration
{
    private const int Points = 1 << 12;
    private const int Rounds = 3;

    // Time of a constraint's share of a proof divided by the time of a point in the multiplication below, both on one thread. Measured on a
    // reference machine; an order of magnitude on different machines, until the first proof gives a real figure.
    private const double PointsPerConstraint = 4.5;

    /// <summary>
    /// Seconds per unit of a plan's work on one thread: the best of three rounds, because concurrent load only makes a round slower. Takes some
    /// tenths of a second at most.
    /// </summary>
    public static double SecondsPerUnit()
    {
        var multiples = new G1Jacobian[Points];
        var points = new G1Affine[Points];
        var scalars = new Fr[Points];
        G1Jacobian multiple = G1.Generator;
        for (var i = 0; i < Points; i++)
        {
            multiples[i] = multiple;
            multiple = multiple.Add(G1.Generator);
            scalars[i] = Fr.Random();
        }

        G1Jacobian.ToAffine(multiples, points);
        var bases = MsmBases<Fp>.Of(points);

        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Msm.Compute(bases, scalars, Parallelism.Sequential);
            var took = Stopwatch.GetElapsedTime(start);
            if (took < best) best = took;
        }

        return best.TotalSeconds / Points * PointsPerConstraint;
    }
}
