namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>What is left of an identity secret in the memory of a process that has used it.</summary>
[TestFixture]
public sealed class MemoryScanTests
{
    /// <summary>
    /// Of what stands on stacks nobody can say where it is: the compiler copies values there as it sees fit, and the pool's threads keep
    /// theirs for as long as they live. It is overwritten by the next calls; it is told, and no fault.
    /// </summary>
    [TestCase(4)]
    [TestCase(20, Category = "Long")]
    [Platform("Linux", Reason = "Reads /proc/self/mem.")]
    public async Task IdentitySecret_ProvedWithAndDisposed_IsNowhereInTheHeap(int rounds)
    {
        var lines = await ChildProcess.RunAsync(
            MemoryScan.RunAsync,
            $"{rounds}",
            new Dictionary<string, string>
            {
                // The stacks of threads that have ended are given back, and not kept for the next.
                ["GLIBC_TUNABLES"] = "glibc.pthread.stack_cache_size=0",
            });

        Assert.That(lines[^1], Is.EqualTo($"{rounds} rounds"));
        Assert.That(lines.Where(line => line.Contains(": heap ", StringComparison.Ordinal)), Is.Empty);
    }
}
