using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Loops over blocks of eight elements on one instruction set.</summary>
internal abstract class LaneLoops
{
    /// <summary>Elements.</summary>
    public const int Length = Blocks * ILanes.Count;

    protected const int Blocks = 16;

    public abstract void Multiply();

    public abstract void Square();

    public abstract void SubtractMultiplySubtract();

    public abstract void SubtractReduced();

    public abstract void StorePoints();

    public abstract void LoadPoints();

    public abstract void MultiplyByConstant();

    public abstract void Invert();
}

/// <inheritdoc/>
internal sealed unsafe class LaneLoops<TLanes, TBase> : LaneLoops
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    private readonly ScratchBuffer<double> _left = ScratchPool.Shared.Rent<double>(Blocks * TLanes.BlockLength);
    private readonly ScratchBuffer<double> _right = ScratchPool.Shared.Rent<double>(Blocks * TLanes.BlockLength);
    private readonly ScratchBuffer<double> _results = ScratchPool.Shared.Rent<double>(Blocks * TLanes.BlockLength);
    private readonly ScratchBuffer<double> _constants = ScratchPool.Shared.Rent<double>(ILanes.Count * TBase.ConstantLength);
    private readonly ScratchBuffer<ulong> _pool = ScratchPool.Shared.Rent<ulong>(Length * 16);
    private readonly ScratchBuffer<uint> _terms = ScratchPool.Shared.Rent<uint>(Length);

    public LaneLoops()
    {
        var scalars = SampleScalars.Full(2 * Length, 1).Select(scalar => scalar.Canonical).ToArray();
        for (var i = 0; i < Length / ILanes.Count * TLanes.BlockLength / IFieldLanes.Length; i++)
        {
            fixed (Limbs* source = scalars)
            {
                TBase.FromCanonical(_left.Pointer + i * IFieldLanes.Length, source + i * ILanes.Count);
                TBase.FromCanonical(_right.Pointer + i * IFieldLanes.Length, source + 2 * Length - (i + 1) * ILanes.Count);
            }
        }

        fixed (Limbs* source = scalars) TBase.SetConstants(_constants.Pointer, source);
        for (var i = 0; i < Length; i++) _terms.Span[i] = (uint)(2 * (i * 37 % Length) + i % 2);
        StorePoints();
    }

    public override void Multiply()
    {
        double* r = _results.Pointer, a = _left.Pointer, b = _right.Pointer;
        for (var i = 0; i < Blocks * TLanes.BlockLength; i += TLanes.BlockLength) TLanes.Multiply(r + i, a + i, b + i);
    }

    public override void Square()
    {
        double* r = _results.Pointer, a = _left.Pointer;
        for (var i = 0; i < Blocks * TLanes.BlockLength; i += TLanes.BlockLength) TLanes.Square(r + i, a + i);
    }

    public override void SubtractMultiplySubtract()
    {
        double* r = _results.Pointer, a = _left.Pointer, b = _right.Pointer;
        for (var i = 0; i < Blocks * TLanes.BlockLength; i += TLanes.BlockLength) TLanes.SubtractMultiplySubtract(r + i, a + i, b + i, b + i, a + i);
    }

    public override void SubtractReduced()
    {
        double* r = _results.Pointer, a = _left.Pointer, b = _right.Pointer;
        for (var i = 0; i < Blocks * TLanes.BlockLength; i += TLanes.BlockLength) TLanes.SubtractReduced(r + i, a + i, b + i);
    }

    public override void StorePoints()
    {
        var words = TLanes.BlockLength / IFieldLanes.Length * 8;
        for (var i = 0; i < Blocks; i++)
        {
            var place = i * TLanes.BlockLength;
            TLanes.StorePoints(_pool.Pointer + i * ILanes.Count * words, _left.Pointer + place, _right.Pointer + place);
        }
    }

    public override void LoadPoints()
    {
        var r = _results.Pointer;
        for (var i = 0; i < Blocks - 1; i++)
            TLanes.LoadPoints(r + i * TLanes.BlockLength, r + (i + 1) * TLanes.BlockLength, _pool.Pointer, _terms.Pointer + i * ILanes.Count, 1);
    }

    public override void MultiplyByConstant()
    {
        double* r = _results.Pointer, a = _left.Pointer, c = _constants.Pointer;
        for (var i = 0; i < Blocks * IFieldLanes.Length; i += IFieldLanes.Length) TBase.MultiplyByConstant(r + i, a + i, c);
    }

    public override void Invert()
    {
        double* r = _results.Pointer, a = _left.Pointer;
        for (var i = 0; i < Blocks * IFieldLanes.Length; i += IFieldLanes.Length) TBase.Invert(r + i, a + i);
    }
}
