using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Loops over one field's operations, behind one virtual call for a whole loop.</summary>
internal abstract class FieldLoops
{
    public const int Length = 1024;

    public abstract void Multiply();

    public abstract void MultiplyChain();

    public abstract void Square();

    public abstract void Add();

    public abstract void Invert();

    public abstract void InvertInBatch();
}

/// <summary>The loops, compiled for a field.</summary>
internal sealed class FieldLoops<TField>(TField[] left, TField[] right) : FieldLoops
    where TField : unmanaged, IField<TField>
{
    private readonly TField[] _results = new TField[Length];

    public override void Multiply()
    {
        for (var i = 0; i < _results.Length; i++) _results[i] = left[i] * right[i];
    }

    public override void MultiplyChain()
    {
        var product = left[0];
        foreach (ref readonly var factor in right.AsSpan()) product *= factor;
        _results[0] = product;
    }

    public override void Square()
    {
        for (var i = 0; i < _results.Length; i++) _results[i] = left[i].Square();
    }

    public override void Add()
    {
        for (var i = 0; i < _results.Length; i++) _results[i] = left[i] + right[i];
    }

    public override void Invert()
    {
        for (var i = 0; i < _results.Length; i++) _results[i] = left[i].Inverse();
    }

    public override void InvertInBatch()
    {
        left.CopyTo(_results);
        BatchInversion.Invert<TField>(_results);
    }
}
