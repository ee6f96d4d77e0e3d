using System.Globalization;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>Processes that prove with one mapped key share the key's memory.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class SharedPagesTests
{
    private const int Processes = 4;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    [Test]
    public Task Prove_InFourProcesses_TakesTheMemoryOfOneKey() => RunAsync(1 << 10);

    [Test]
    [Category("Long")]
    public Task Prove_InFourProcesses_TakesTheMemoryOfOneLargeKey() => RunAsync((1 << 17) - 8);

    /// <summary>Proves with the key of a folder, waits for the other processes, and writes the memory of the mapping in KiB: resident, and this process's part.</summary>
    internal static async Task ProveAndMeasureAsync(string argument)
    {
        var (constraints, folder) = (int.Parse(argument[..argument.IndexOf(' ')], CultureInfo.InvariantCulture), argument[(argument.IndexOf(' ') + 1)..]);
        var circuit = TestCircuit.Powers("powers", constraints);
        using var witness = ConstraintSystem.Compile(circuit).Solve(circuit.Inputs);
        var path = Path.Combine(folder, "key.zkey");
        var key = ProvingKey.Load(path, new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map });
        Assert.That(key.IsPrepared, Is.True);
        new Groth16Prover(key).Prove(witness, new Groth16ProverOptions { MaxDegreeOfParallelism = 1 });

        await File.WriteAllTextAsync(Path.Combine(folder, $"ready-{Environment.ProcessId}"), "");
        while (Directory.GetFiles(folder, "ready-*").Length < Processes) await Task.Delay(Poll);
        var (resident, part) = Mapping(PreparedPaths.Of(path));
        await File.WriteAllTextAsync(Path.Combine(folder, $"measured-{Environment.ProcessId}"), "");
        while (Directory.GetFiles(folder, "measured-*").Length < Processes) await Task.Delay(Poll);
        Console.WriteLine($"{resident} {part}");
        GC.KeepAlive(key);
    }

    private static async Task RunAsync(int constraints)
    {
        using var world = new PreparedWorld(TestCircuit.Powers("powers", constraints));
        world.Prepare();

        var outputs = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(_ => ChildProcess.RunAsync(ProveAndMeasureAsync, $"{constraints} {world.Folder}")));

        var sizes = outputs.Select(lines => lines[^1].Split(' ').Select(size => long.Parse(size, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        TestContext.Out.WriteLine($"file {new FileInfo(world.PreparedPath).Length / 1024} KiB; resident and part in KiB: {string.Join(", ", sizes.Select(size => $"{size[0]} {size[1]}"))}");
        foreach (var size in sizes)
        {
            Assert.That(size[0], Is.GreaterThan(new FileInfo(world.PreparedPath).Length / 1024 / 2), "B in G1 is not read");
            Assert.That(size[1], Is.LessThan(size[0] / 2), "a page of one process would count in full");
        }
    }

    /// <summary>Resident size and proportional part of a mapped file, from /proc/self/smaps.</summary>
    private static (long Resident, long Part) Mapping(string file)
    {
        var lines = File.ReadAllLines("/proc/self/smaps").SkipWhile(line => !line.EndsWith(file, StringComparison.Ordinal)).Skip(1).ToArray();
        return (Size("Rss:"), Size("Pss:"));

        long Size(string name) =>
            long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
