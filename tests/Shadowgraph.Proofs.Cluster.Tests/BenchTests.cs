using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The commands that measure a cluster.</summary>
[TestFixture]
public sealed class BenchTests
{
    [Test]
    public async Task Bench_CountsAllRequests_OfANumberAndOfATime()
    {
        await using var world = await ClusterWorld.StartAsync("noop");
        using var number = world.Run("bench", "--requests=40", "--callers=4", "--warm=4");
        var ofNumber = await LineOfAsync(number, "40 requests by 4 callers: ");
        using var time = world.Run("bench", "--seconds=1", "--callers=4", "--warm=4");
        await time.LineAsync("MEASURING");

        Assert.That(await time.ExitAsync(), Is.Zero, time.Output);
        Assert.That(ofNumber, Does.Match("[0-9]+ a second, half within [0-9.]+ ms, .* longest time without an end [0-9]+ ms; failures: none$"));
        Assert.That(time.Output, Does.Match("[1-9][0-9]* requests by 4 callers: .* failures: none"));
    }

    [Test]
    public async Task Bench_NamesFailures_AndEndsWithOne()
    {
        await using var world = await ClusterWorld.StartAsync("sleep:60000", "--ProofCluster:RequestTimeout=00:00:01");
        using var bench = world.Run("bench", "--requests=2", "--callers=2", "--warm=0");

        Assert.That(await bench.ExitAsync(), Is.EqualTo(1), bench.Output);
        Assert.That(bench.Output, Does.Contain("0 requests by 2 callers: ").And.Contain("failures: 2 ProofGenerationTimeout"));
    }

    [Test]
    public async Task BenchCancel_CancelsRunningRequests()
    {
        await using var world = await ClusterWorld.StartAsync("sleep:60000");
        using var bench = world.Run("bench-cancel", "--requests=3");

        Assert.That(await LineOfAsync(bench, "3 running requests cancelled: "), Does.Match("stored within [0-9]+ ms .* end seen within [0-9]+ ms"));
    }

    private static async Task<string> LineOfAsync(ChildProgram program, string beginning)
    {
        Assert.That(await program.ExitAsync(), Is.Zero, program.Output);
        return await program.LineAsync(beginning);
    }
}
