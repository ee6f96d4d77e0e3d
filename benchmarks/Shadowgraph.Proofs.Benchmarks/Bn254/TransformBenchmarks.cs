using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Number-theoretic transforms: all transforms of a proof on the best instruction set, and single transforms on 64-bit limbs.</summary>
public class TransformBenchmarks
{
    private EvaluationDomain _domain = null!;
    private Fr[] _values = null!;
    private Fr[] _others = null!;
    private int[] _left = null!;
    private int[] _right = null!;
    private Parallelism _parallelism;

    /// <summary>The binary logarithm of the domain's size.</summary>
    [Params(14, 16)]
    public int Log2Size { get; set; }

    /// <summary>The most threads to use.</summary>
    [ParamsSource(nameof(AllThreads))]
    public int Threads { get; set; }

    /// <summary>1 thread, and a thread for each processor.</summary>
    public static IEnumerable<int> AllThreads => ThreadCounts.All;

    /// <summary>Draws the values, and makes the domain's tables.</summary>
    [GlobalSetup]
    public void CreateValues()
    {
        _domain = EvaluationDomain.For(Log2Size);
        _values = SampleScalars.Full(_domain.Size, 1);
        _others = SampleScalars.Full(_domain.Size, 2);
        _left = [.. Enumerable.Range(0, _domain.Size)];
        _right = [.. Enumerable.Range(_domain.Size, _domain.Size)];
        _parallelism = new Parallelism(Threads, CancellationToken.None);
    }

    /// <summary>The transforms of a proof: three polynomials to the coset and back, and the scalars of A·B - C.</summary>
    [Benchmark]
    public void CosetQuotient() => EvaluateCosetQuotient(withC: true);

    /// <summary>The transforms of a proof with a key of our own setup: two polynomials, and the scalars of A·B.</summary>
    [Benchmark]
    public void CosetProduct() => EvaluateCosetQuotient(withC: false);

    /// <summary>From coefficients to values on the domain.</summary>
    [Benchmark]
    public void Transform() => _domain.Transform(_values, _parallelism);

    /// <summary>From values to coefficients.</summary>
    [Benchmark]
    public void InverseTransform() => _domain.InverseTransform(_values, _parallelism);

    /// <summary>The i-th value times the i-th power, which moves to a coset.</summary>
    [Benchmark]
    public void Shift() => _domain.Shift(_values, _domain.CosetShift, _parallelism);

    private void EvaluateCosetQuotient(bool withC)
    {
        using var values = ScratchPool.Shared.Rent<Fr>(2 * _domain.Size);
        _values.CopyTo(values.Span);
        _others.CopyTo(values.Span[_domain.Size..]);
        using var scalars = _domain.EvaluateCosetQuotient(values, _left, _right, withC, ScratchPool.Shared, _parallelism, InstructionSets.Best);
    }
}
