using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Pairings, their two halves, and the check that a point belongs to G2.</summary>
public class PairingBenchmarks
{
    private AffinePoint<Fp>[] _p = null!;
    private AffinePoint<Fp2>[] _q = null!;
    private Fp12 _value;

    /// <summary>Draws the points.</summary>
    [GlobalSetup]
    public void CreatePoints()
    {
        _p = SamplePoints.Multiples(G1.Generator, 4, 1);
        _q = SamplePoints.Multiples(G2.Generator, 4, 2);
        _value = Pairing.MillerLoop(_p, _q);
    }

    /// <summary>One pairing.</summary>
    [Benchmark]
    public bool Single() => Pairing.Compute(_p[0], _q[0]) == Fp12.One;

    /// <summary>The product of four pairings: one final exponentiation for all.</summary>
    [Benchmark]
    public bool ProductOfFour() => Pairing.ProductIsOne(_p, _q);

    /// <summary>The Miller loop of one pairing, lines included.</summary>
    [Benchmark]
    public bool MillerLoop() => Pairing.MillerLoop(_p.AsSpan(0, 1), _q.AsSpan(0, 1)) == Fp12.One;

    /// <summary>The final exponentiation.</summary>
    [Benchmark]
    public bool FinalExponentiation() => Pairing.FinalExponentiation(_value) == Fp12.One;

    /// <summary>Whether a point is in the subgroup of order r.</summary>
    [Benchmark]
    public bool SubgroupCheck() => G2.IsInSubgroup(_q[0]);
}
