using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Loops over one group's operations, behind one virtual call for a whole loop.</summary>
internal abstract class CurveLoops
{
    public const int Length = 256;

    public abstract void Double();

    public abstract void Add();

    public abstract void AddAffine();

    public abstract void Multiply();

    public abstract void ToAffineInBatch();

    public abstract void MultiplyFixedBase();
}

/// <summary>The loops, compiled for the field of a group.</summary>
internal sealed class CurveLoops<TField>(AffinePoint<TField> generator) : CurveLoops
    where TField : unmanaged, ICurveField<TField>
{
    private readonly AffinePoint<TField>[] _points = SamplePoints.Multiples(generator, Length, 1);
    private readonly JacobianPoint<TField>[] _left =
        [.. SamplePoints.Multiples(generator, Length, 2).Select(point => ((JacobianPoint<TField>)point).Double())];
    private readonly JacobianPoint<TField>[] _right =
        [.. SamplePoints.Multiples(generator, Length, 3).Select(point => ((JacobianPoint<TField>)point).Double())];
    private readonly Fr[] _scalars = SampleScalars.Full(Length, 4);
    private readonly FixedBaseTable<TField> _table = new(generator, 1 << 14);
    private readonly JacobianPoint<TField>[] _results = new JacobianPoint<TField>[Length];
    private readonly AffinePoint<TField>[] _affineResults = new AffinePoint<TField>[Length];

    public override void Double()
    {
        for (var i = 0; i < Length; i++) _results[i] = _left[i].Double();
    }

    public override void Add()
    {
        for (var i = 0; i < Length; i++) _results[i] = _left[i].Add(_right[i]);
    }

    public override void AddAffine()
    {
        for (var i = 0; i < Length; i++) _results[i] = _left[i].Add(_points[i]);
    }

    public override void Multiply()
    {
        for (var i = 0; i < Length; i++) _results[i] = _left[i].Multiply(_scalars[i]);
    }

    public override void ToAffineInBatch() => JacobianPoint<TField>.ToAffine(_left, _affineResults);

    public override void MultiplyFixedBase() => _table.Multiply(_scalars, _affineResults, Parallelism.Sequential);
}
