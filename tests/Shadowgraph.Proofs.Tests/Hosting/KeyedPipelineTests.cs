using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Hosting;

/// <summary>Several pipelines in one host: each has its own services, and all start and stop with the host.</summary>
[TestFixture]
public sealed class KeyedPipelineTests
{
    private const string Key = "batch";

    private static readonly TimeSpan Patience = Wait.Patience;

    [Test]
    public async Task KeyedPipeline_BesideAnother_HasServicesOfItsOwn()
    {
        await using var provider = Build(services =>
        {
            services.AddProofPipeline(options => options.Queue.Capacity = 3);
            services.AddKeyedProofPipeline(Key, options => options.Queue.Capacity = 7);
        });

        Assert.That(provider.GetRequiredService<IProofQueue>().Capacity, Is.EqualTo(3));
        Assert.That(provider.GetRequiredKeyedService<IProofQueue>(Key).Capacity, Is.EqualTo(7));
        AssertApart<IProofPipeline>(provider);
        AssertApart<IProofCache>(provider);
        AssertApart<IRateLimiter>(provider);
        AssertApart<IAuditTrail>(provider);
        AssertApart<IProofMetrics>(provider);
        AssertApart<AccessList>(provider);
    }

    [Test]
    public async Task KeyedPipeline_ThatProves_CountsApartAndSharesNoCache()
    {
        await using var provider = Build(services => services.AddProofPipeline().AddKeyedProofPipeline(Key));
        var (plain, keyed) = (provider.GetRequiredService<IProofPipeline>(), provider.GetRequiredKeyedService<IProofPipeline>(Key));

        await plain.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);
        var result = await keyed.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);

        Assert.That(result.IsFromCache, Is.False);
        Assert.That((plain.Statistics.Completed, keyed.Statistics.Completed), Is.EqualTo((1L, 1L)));
        Assert.That(provider.GetRequiredKeyedService<IProofMetrics>(Key).History(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task KeyedPipeline_Measured_NamesItselfOnTheSharedMeter()
    {
        await using var provider = Build(services => services.AddMetrics().AddProofPipeline().AddKeyedProofPipeline(Key));
        var factory = provider.GetRequiredService<IMeterFactory>();
        var (plain, keyed) = (provider.GetRequiredService<IProofPipeline>(), provider.GetRequiredKeyedService<IProofPipeline>(Key));
        using var collector = new MetricCollector<long>(factory, ProofTelemetry.MeterName, "shadowgraph.proofs.requests");

        await plain.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);
        await plain.StopAsync().WaitAsync(Patience);
        await keyed.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);
        await keyed.StopAsync().WaitAsync(Patience);

        Assert.That(
            collector.GetMeasurementSnapshot().Select(each => each.Tags.GetValueOrDefault("shadowgraph.proofs.pipeline")),
            Is.EqualTo(new object?[] { null, Key }));
    }

    [Test]
    public async Task Host_WithSeveralPipelines_StartsAndStopsEach()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddKeyedProofPipeline("a").AddKeyedProofPipeline("b").AddKeyedProofPipeline("b");
        foreach (var key in new[] { "a", "b" }) AddFakes(builder.Services, key);
        using var host = builder.Build();
        await host.StartAsync().WaitAsync(Patience);
        var pipelines = new[] { "a", "b" }.Select(host.Services.GetRequiredKeyedService<IProofPipeline>).ToArray();
        foreach (var pipeline in pipelines) await pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);

        await host.StopAsync().WaitAsync(Patience);

        Assert.That(host.Services.GetServices<IHostedService>().ToArray(), Has.Length.EqualTo(2));
        foreach (var pipeline in pipelines)
        {
            var refused = Assert.ThrowsAsync<ProofErrorException>(() => pipeline.SubmitAsync(PipelineWorld.Request(1)))!;
            Assert.That(refused.Error.Type, Is.EqualTo(ProofErrorType.WorkerUnavailable));
        }
    }

    [Test]
    public void Host_WithAKeyedPipelineThatHasNoKeys_DoesNotStart()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddKeyedProofPipeline(Key);
        using var host = builder.Build();

        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProvingKeysNotConfiguredException>());
    }

    [Test]
    public void KeyedPipelines_FromSections_TakeEachItsOwn()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Proofs:Queue:Capacity"] = "3",
            ["Batch:Queue:Capacity"] = "7",
            ["Batch:MaxConcurrency"] = "0",
        }).Build();
        using var provider = Build(services =>
        {
            services.AddProofPipeline(configuration.GetSection("Proofs"));
            services.AddKeyedProofPipeline(Key, configuration.GetSection("Batch"));
        });

        Assert.That(provider.GetRequiredService<IProofQueue>().Capacity, Is.EqualTo(3));
        Assert.That(
            () => provider.GetRequiredKeyedService<IProofQueue>(Key),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("MaxConcurrency"));
    }

    [Test]
    public void AddKeyedProofPipeline_WithoutAKey_Throws()
    {
        Assert.That(() => new ServiceCollection().AddKeyedProofPipeline(""), Throws.ArgumentException);
        Assert.That(() => ((IServiceCollection)null!).AddKeyedProofPipeline(Key), Throws.ArgumentNullException);
    }

    private static void AssertApart<T>(IServiceProvider provider)
        where T : class =>
        Assert.That(provider.GetRequiredKeyedService<T>(Key), Is.Not.SameAs(provider.GetRequiredService<T>()));

    private static ServiceProvider Build(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        AddFakes(services, null);
        AddFakes(services, Key);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static void AddFakes(IServiceCollection services, string? key) => services
        .AddKeyedSingleton<IProver>(key, new ScriptedProver())
        .AddKeyedSingleton<IProofValidator>(key, new AcceptingValidator());
}
