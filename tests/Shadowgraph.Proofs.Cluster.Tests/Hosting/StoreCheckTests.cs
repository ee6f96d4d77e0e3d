using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster.Hosting;

[TestFixture]
public sealed class StoreCheckTests
{
    [Test]
    public async Task Production_RefusesAStoreThatMayForget_AndSaysAllThatIsWrong()
    {
        if (!RedisProcess.IsInstalled) Assert.Ignore("redis-server is not installed. Install Debian's package redis-server.");
        using var redis = new RedisProcess(Ports.TakeBlock());
        await redis.StartAsync("--appendfsync", "everysec", "--maxmemory-policy", "allkeys-lru");

        var refusal = Assert.ThrowsAsync<StoreCheckException>(() => Check(redis, Environments.Production).StartAsync(CancellationToken.None))!;

        Assert.That(refusal.Message, Does.Contain("appendfsync is everysec").And.Contain("maxmemory-policy is allkeys-lru").And.Contain("no TLS"));
        Assert.That(refusal.Message, Does.Not.Contain("appendonly is").And.Not.Contain(RedisProcess.Password));
        await Check(redis, Environments.Development).StartAsync(CancellationToken.None);
    }

    private static StoreCheck Check(RedisProcess redis, string environment) => new(
        Options.Create(new ProofClusterOptions { Redis = redis.Address }), new HostingEnvironment { EnvironmentName = environment }, TimeProvider.System,
        NullLogger<StoreCheck>.Instance);
}
