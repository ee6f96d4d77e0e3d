using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>Points from a seed, the same in every run.</summary>
internal static class SamplePoints
{
    /// <summary>Multiples of a group's generator by scalars of full size.</summary>
    public static AffinePoint<TField>[] Multiples<TField>(in AffinePoint<TField> generator, int count, int seed)
        where TField : unmanaged, ICurveField<TField>
    {
        var points = new AffinePoint<TField>[count];
        new FixedBaseTable<TField>(generator, count).Multiply(
            SampleScalars.Full(count, seed), points, new Parallelism(Environment.ProcessorCount, CancellationToken.None));
        return points;
    }
}
