using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Bn254.Threads;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>Points in the form of an instruction set, and out of it.</summary>
internal static unsafe class SampleBases
{
    public static MsmBases<TField> Of<TField>(AffinePoint<TField>[] points, string form)
        where TField : unmanaged, ICurveField<TField> =>
        MsmBases<TField>.Of(points, Parallelism.Sequential, PointForms<TField>.For(Enum.Parse<VectorForm>(form)));

    /// <summary>The sum that has this index.</summary>
    public static AffinePoint<TField> Export<TField>(TreeSum<TField> trees, MsmBases<TField> bases, int index)
        where TField : unmanaged, ICurveField<TField>
    {
        AffinePoint<TField> point;
        bases.Form.Export(trees.Points + (long)index * PointForm<TField>.PointSize, new Span<AffinePoint<TField>>(&point, 1));
        return point;
    }
}
