using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>Points in the layout of an instruction set, and out of it.</summary>
internal static unsafe class SampleBases
{
    public static MsmBases<TField> Of<TField>(AffinePoint<TField>[] points, string layout)
        where TField : unmanaged, ICurveField<TField> =>
        MsmBases<TField>.Of(points, Parallelism.Sequential, PointLayouts<TField>.For(Enum.Parse<InstructionSet>(layout)));

    /// <summary>The sum that has this index.</summary>
    public static AffinePoint<TField> Export<TField>(TreeSum<TField> trees, MsmBases<TField> bases, int index)
        where TField : unmanaged, ICurveField<TField>
    {
        AffinePoint<TField> point;
        bases.Layout.Export(trees.Points + (long)index * PointLayout<TField>.PointSize, new Span<AffinePoint<TField>>(&point, 1));
        return point;
    }
}
