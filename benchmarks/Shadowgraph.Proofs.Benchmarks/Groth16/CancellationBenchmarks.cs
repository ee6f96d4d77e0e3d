using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>The time from a proof's cancellation to its end, for cancellations spread over the proof. The worst case should be below 50 ms.</summary>
[LongOperations]
[InShortMode(nameof(Size), CircuitSize.Small)]
public class CancellationBenchmarks
{
    private const double LargestFraction = 0.8;
    private const double FractionStep = 0.137;

    private SampleProver _sample = null!;
    private TimeSpan _proofTime;
    private double _fraction;
    private Action _cancel = null!;
    private Task<Groth16Proof> _work = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>Makes prover and witness, and sees how long a proof takes.</summary>
    [GlobalSetup]
    public void CreateProver()
    {
        _sample = SampleProver.Create(Size);
        _sample.Prove();
        var start = TimeProvider.System.GetTimestamp();
        _sample.Prove();
        _proofTime = TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Starts a proof and lets it run for a while.</summary>
    [IterationSetup]
    public void StartProof()
    {
        var cancellation = new CancellationTokenSource();
        _cancel = cancellation.Cancel;
        _work = Task.Run(() => _sample.Prove(cancellationToken: cancellation.Token));
        _fraction = (_fraction + FractionStep) % LargestFraction;
        Thread.Sleep(_fraction * _proofTime);
    }

    /// <summary>Cancels the proof and waits for its end.</summary>
    [Benchmark]
    public void CancelProof()
    {
        _cancel();
        _work.ContinueWith(static _ => { }, TaskContinuationOptions.ExecuteSynchronously).Wait();
    }
}
