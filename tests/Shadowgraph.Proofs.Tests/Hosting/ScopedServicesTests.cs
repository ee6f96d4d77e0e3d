using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Hosting;

/// <summary>Services that a host registers as scoped, as those over a database context are.</summary>
[TestFixture]
public sealed class ScopedServicesTests
{
    private static readonly TimeSpan Patience = Wait.Patience;

    [Test]
    public async Task AccessPolicy_RegisteredAsScoped_IsMadeForEachRequestAndDisposed([Values] bool validatesScopes, [Values(null, "batch")] string? key)
    {
        var database = new Database();
        var services = new ServiceCollection().AddSingleton(database).AddScoped<Connection>();
        if (key is null) services.AddProofPipeline().AddScoped<IAccessPolicy, StoredPolicy>();
        else services.AddKeyedProofPipeline(key).AddKeyedScoped<IAccessPolicy, StoredPolicy>(key);
        services.AddKeyedSingleton<IProver>(key, new ScriptedProver()).AddKeyedSingleton<IProofValidator>(key, new AcceptingValidator());
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = validatesScopes });
        var pipeline = key is null ? provider.GetRequiredService<IProofPipeline>() : provider.GetRequiredKeyedService<IProofPipeline>(key);
        database.Blocked.Add(new ProofUserId("mallory"));

        await pipeline.ProveAsync(PipelineWorld.Request(0, user: new("ann"))).WaitAsync(Patience);
        await pipeline.ProveAsync(PipelineWorld.Request(1, user: new("bob"))).WaitAsync(Patience);
        var refused = Assert.ThrowsAsync<ProofErrorException>(() => pipeline.ProveAsync(PipelineWorld.Request(2, user: new("mallory"))))!;

        Assert.That((refused.Error.Type, refused.Error.Message), Is.EqualTo((ProofErrorType.AccessDenied, "Not on the list.")));
        Assert.That((database.Opened, database.Closed), Is.EqualTo((3, 3)));
    }

    [TestCase(typeof(IRateLimiter))]
    [TestCase(typeof(IMetricsSink))]
    public void Service_ThatThePipelineKeeps_RegisteredAsScoped_FailsTheStart(Type service)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddProofPipeline();
        builder.Services.AddSingleton<IProver>(new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator());
        builder.Services.AddScoped(service, _ => Substitute.For([service], []));
        using var host = builder.Build();

        Assert.That(
            () => host.StartAsync(),
            Throws.InvalidOperationException.With.Message.StartWith($"{service.Name} is registered as scoped")
                .And.Message.Contains("IServiceScopeFactory"));
    }

    private sealed class Database
    {
        public HashSet<ProofUserId> Blocked { get; } = [];

        public int Opened { get; set; }

        public int Closed { get; set; }
    }

    private sealed class Connection : IAsyncDisposable
    {
        public Connection(Database database)
        {
            Database = database;
            database.Opened++;
        }

        public Database Database { get; }

        public ValueTask DisposeAsync()
        {
            Database.Closed++;
            return default;
        }
    }

    private sealed class StoredPolicy(Connection connection) : IAccessPolicy
    {
        public async ValueTask<AccessDecision> DecideAsync(ProofUserId user, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return connection.Database.Blocked.Contains(user) ? AccessDecision.Deny("Not on the list.") : AccessDecision.Allow;
        }
    }
}
