using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>One field operation. Operands come from arrays, so operations overlap as in real loops; only the chain shows latency.</summary>
public class FieldBenchmarks
{
    private FieldLoops _loops = null!;

    /// <summary>The field.</summary>
    [ParamsAllValues]
    public FieldOperand Field { get; set; }

    /// <summary>Draws the operands.</summary>
    [GlobalSetup]
    public void CreateOperands() => _loops = Field switch
    {
        FieldOperand.Fr => new FieldLoops<Fr>(SampleScalars.Full(FieldLoops.Length, 1), SampleScalars.Full(FieldLoops.Length, 2)),
        FieldOperand.Fp => new FieldLoops<Fp>(Coordinates(G1.Generator, 1), Coordinates(G1.Generator, 2)),
        _ => new FieldLoops<Fp2>(Coordinates(G2.Generator, 1), Coordinates(G2.Generator, 2)),
    };

    /// <summary>Independent products.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void Multiply() => _loops.Multiply();

    /// <summary>Each product depends on the previous product.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void MultiplyChain() => _loops.MultiplyChain();

    /// <summary>Independent squares.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void Square() => _loops.Square();

    /// <summary>Independent sums.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void Add() => _loops.Add();

    /// <summary>Single inversions.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void Invert() => _loops.Invert();

    /// <summary>Batch inversion, with a single inversion per batch.</summary>
    [Benchmark(OperationsPerInvoke = FieldLoops.Length)]
    public void InvertInBatch() => _loops.InvertInBatch();

    private static TField[] Coordinates<TField>(in AffinePoint<TField> generator, int seed)
        where TField : unmanaged, ICurveField<TField> =>
        [.. SamplePoints.Multiples(generator, FieldLoops.Length, seed).Select(point => point.X)];
}
