using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>Making a development key, writing and reading it; with all threads.</summary>
[LongOperations]
public class ProvingKeyBenchmarks
{
    private ConstraintSystem _system = null!;
    private ProvingKey _key = null!;
    private byte[] _file = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>Compiles the circuit, and makes its key and the key's file in memory.</summary>
    [GlobalSetup]
    public void CreateFile()
    {
        _system = ConstraintSystem.Compile(new ReputationCircuit(Size));
        _key = SampleKeys.For(_system);
        using var file = new MemoryStream();
        _key.Save(file);
        _file = file.ToArray();
    }

    /// <summary>A key for the circuit's constraints.</summary>
    [Benchmark]
    public ProvingKey Setup() => Groth16Setup.CreateDevelopmentKey(_system.R1cs);

    /// <summary>From a key to a .zkey file and its hash.</summary>
    [Benchmark]
    public string Save() => _key.Save(Stream.Null);

    /// <summary>From a .zkey file to a key, with the checks that are done by default.</summary>
    [Benchmark]
    public ProvingKey Load()
    {
        using var file = new MemoryStream(_file);
        return ProvingKey.Load(file);
    }
}
