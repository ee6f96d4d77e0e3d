using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>One operation on one point.</summary>
public class CurveBenchmarks
{
    private CurveLoops _loops = null!;

    /// <summary>The group.</summary>
    [ParamsAllValues]
    public CurveGroup Group { get; set; }

    /// <summary>Draws the points.</summary>
    [GlobalSetup]
    public void CreatePoints() => _loops = Group == CurveGroup.G1 ? new CurveLoops<Fp>(G1.Generator) : new CurveLoops<Fp2>(G2.Generator);

    /// <summary>Doubling.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void Double() => _loops.Double();

    /// <summary>Addition of two points in Jacobian coordinates.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void Add() => _loops.Add();

    /// <summary>Addition of an affine point to a point in Jacobian coordinates.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void AddAffine() => _loops.AddAffine();

    /// <summary>A multiple by a scalar of full size.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void Multiply() => _loops.Multiply();

    /// <summary>A multiple of the generator from a table, as in key setup; per point of a batch.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void MultiplyFixedBase() => _loops.MultiplyFixedBase();

    /// <summary>Conversion to affine coordinates; per point of a batch.</summary>
    [Benchmark(OperationsPerInvoke = CurveLoops.Length)]
    public void ToAffineInBatch() => _loops.ToAffineInBatch();
}
