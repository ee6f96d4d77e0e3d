using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Multi-scalar multiplication, where most of a proof's time goes.</summary>
[LongOperations]
[InShortMode(nameof(Log2Size), 14)]
public class MsmBenchmarks
{
    private Func<bool> _compute = null!;

    /// <summary>The group.</summary>
    [ParamsAllValues]
    public CurveGroup Group { get; set; }

    /// <summary>The instruction set; portable if the processor lacks the set.</summary>
    [ParamsAllValues]
    public LaneForm Form { get; set; }

    /// <summary>The binary logarithm of the number of points.</summary>
    [Params(12, 14, 16, 17)]
    public int Log2Size { get; set; }

    /// <summary>The scalars.</summary>
    [ParamsAllValues]
    public ScalarKind Scalars { get; set; }

    /// <summary>The most threads to use.</summary>
    [ParamsSource(nameof(AllThreads))]
    public int Threads { get; set; }

    /// <summary>1 thread, and a thread for each processor.</summary>
    public static IEnumerable<int> AllThreads => ThreadCounts.All;

    /// <summary>Draws points and scalars.</summary>
    [GlobalSetup]
    public void CreateOperands() => _compute = Group == CurveGroup.G1 ? Prepare(G1.Generator) : Prepare(G2.Generator);

    /// <summary>One sum of multiples.</summary>
    [Benchmark]
    public bool Compute() => _compute();

    private Func<bool> Prepare<TField>(in AffinePoint<TField> generator)
        where TField : unmanaged, ICurveField<TField>
    {
        var count = 1 << Log2Size;
        var points = SamplePoints.Multiples(generator, count, 1);
        var scalars = Scalars == ScalarKind.Full ? SampleScalars.Full(count, 2) : SampleScalars.WitnessLike(count, 2);
        var parallelism = new Parallelism(Threads, CancellationToken.None);
        var form = Enum.Parse<InstructionSet>(Form.ToString());
        var supported = InstructionSets.IsSupported(form) ? form : InstructionSet.Portable;
        var bases = MsmBases<TField>.Of(points, parallelism, PointLayouts<TField>.For(supported));
        return () => Msm.Compute(bases, scalars, parallelism).IsInfinity;
    }
}
