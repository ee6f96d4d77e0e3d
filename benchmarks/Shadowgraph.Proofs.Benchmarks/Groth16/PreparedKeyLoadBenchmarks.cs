using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>Loading a key from the .zkey file and by its prepared file; files in the system's cache, all threads.</summary>
[LongOperations]
[InShortMode(nameof(Log2Constraints), 16)]
public class PreparedKeyLoadBenchmarks
{
    private string _path = "";
    private string _hash = "";

    /// <summary>Logarithm of the number of constraints, which fill the domain.</summary>
    [Params(16, 18, 20)]
    public int Log2Constraints { get; set; }

    /// <summary>Makes the key and both files, in a folder of this user alone, as a pinned hash requires.</summary>
    [GlobalSetup]
    public void CreateFiles()
    {
        var key = SampleKeys.For(ConstraintSystem.Compile(new ChainCircuit((1 << Log2Constraints) - 8)));
        _path = Path.Combine(Directory.CreateTempSubdirectory("shadowgraph-prepared-").FullName, "key.zkey");
        _hash = key.Save(_path);
        ProvingKey.Prepare(_path);
    }

    /// <summary>Removes the files.</summary>
    [GlobalCleanup]
    public void RemoveFiles() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    /// <summary>The .zkey file, with the checks that are done by default.</summary>
    [Benchmark(Baseline = true)]
    public ProvingKey Zkey() => Load(PreparedKeyUse.Off, hash: null);

    /// <summary>The prepared file, mapped.</summary>
    [Benchmark]
    public ProvingKey Mapped() => Load(PreparedKeyUse.Map, hash: null);

    /// <summary>The prepared file, mapped, and the whole .zkey file hashed.</summary>
    [Benchmark]
    public ProvingKey MappedAndPinned() => Load(PreparedKeyUse.Map, _hash);

    /// <summary>The prepared file, copied into memory.</summary>
    [Benchmark]
    public ProvingKey Copied() => Load(PreparedKeyUse.Copy, hash: null);

    private ProvingKey Load(PreparedKeyUse use, string? hash)
    {
        var key = ProvingKey.Load(_path, new ProvingKeyReadOptions { Prepared = use, ExpectedSha256 = hash });
        return key.IsPrepared == (use != PreparedKeyUse.Off) ? key : throw new InvalidOperationException("The prepared file was not used as it should be.");
    }

    /// <summary>A chain of products: nearly every wire has a point in every table.</summary>
    private sealed class ChainCircuit(int constraints) : ICircuit
    {
        public string Name => FormattableString.Invariant($"chain-{constraints}");

        public void Define(CircuitBuilder builder)
        {
            LinearCombination x = builder.PublicInput("x");
            for (var i = 0; i < constraints; i++) x = builder.Multiply(x, x + i, "step");
        }
    }
}
