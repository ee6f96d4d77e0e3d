using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The code that docs/hosting.md shows is that of <see cref="HostingExamples"/>, and it does what the document says.</summary>
[TestFixture]
public sealed class HostingDocumentTests
{
    [TestCase("keyed")]
    [TestCase("health")]
    [TestCase("limiter")]
    [TestCase("limiters")]
    public void Document_ShowsTheCodeThatRuns(string region) =>
        Assert.That(Documents.Read("docs/hosting.md"), Does.Contain(Documents.Region(region, "HostingExamples.cs")));

    [Test]
    public void KeyedExample_GivesTheJobThePipelineOfItsKey()
    {
        var services = new ServiceCollection();
        HostingExamples.Keyed(services);
        services.AddSingleton<IProver>(new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator());
        services.AddKeyedSingleton<IProver>("batch", new ScriptedProver()).AddKeyedSingleton<IProofValidator>("batch", new AcceptingValidator());
        using var provider = services.BuildServiceProvider();

        var pipeline = provider.GetRequiredService<HostingExamples.NightlyProofs>().Pipeline;

        Assert.That(pipeline, Is.SameAs(provider.GetRequiredKeyedService<IProofPipeline>("batch")));
        Assert.That(pipeline, Is.Not.SameAs(provider.GetRequiredService<IProofPipeline>()));
        var options = provider.GetRequiredService<IOptionsMonitor<ProofPipelineOptions>>().Get("batch");
        Assert.That((options.MaxConcurrency, options.Queue.Capacity), Is.EqualTo((1, 10_000)));
    }

    [Test]
    public async Task HealthCheck_OfAPipelineThatTakesRequests_IsHealthyAndTellsItsNumbers()
    {
        await using var provider = Services();

        var entry = await CheckAsync(provider);

        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Healthy), entry.Description);
        Assert.That(
            entry.Data,
            Is.EquivalentTo(new Dictionary<string, object>
            {
                ["accepting"] = true,
                ["waiting"] = 0,
                ["abandoned"] = 0,
                ["keyLoaded"] = false,
            }));
    }

    [Test]
    public async Task HealthCheck_OfAFullQueue_IsDegraded()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var prover = new ScriptedProver(async call =>
        {
            await finish.Task;
            return CheapProof.For(call.Job, call.Plan);
        });
        await using var provider = Services(prover);
        var pipeline = provider.GetRequiredService<IProofPipeline>();
        await pipeline.SubmitAsync(PipelineWorld.Request(0));
        await prover.NextCallAsync();
        await pipeline.SubmitAsync(PipelineWorld.Request(1));

        var entry = await CheckAsync(provider);
        finish.SetResult();

        Assert.That((entry.Status, entry.Data["waiting"]), Is.EqualTo((HealthStatus.Degraded, (object)1)));
    }

    [Test]
    public async Task HealthCheck_OfAStoppedPipeline_IsUnhealthy()
    {
        await using var provider = Services();
        await provider.GetRequiredService<IProofPipeline>().StopAsync();

        var entry = await CheckAsync(provider);

        Assert.That((entry.Status, entry.Data["accepting"]), Is.EqualTo((HealthStatus.Unhealthy, (object)false)));
    }

    [Test]
    public async Task LimiterExample_GrantsItsTokensAndThenSaysWhenToComeBack()
    {
        var services = new ServiceCollection();
        HostingExamples.Limiter(services);
        await using var provider = Services(extra: services);
        var pipeline = provider.GetRequiredService<IProofPipeline>();
        var (ann, bob) = (new ProofUserId("ann"), new ProofUserId("bob"));
        for (var i = 0; i < 5; i++) await pipeline.ProveAsync(PipelineWorld.Request(i, user: ann));

        var error = Assert.ThrowsAsync<ProofErrorException>(() => pipeline.ProveAsync(PipelineWorld.Request(5, user: ann)))!.Error;

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.RateLimitExceeded));
        Assert.That(error.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
        var limiter = provider.GetRequiredService<IRateLimiter>();
        Assert.That(await limiter.RemainingAsync(ann), Is.Zero);
        Assert.That((await limiter.AcquireAsync(bob)).CanBeGivenBack, Is.False, "It takes no permit back.");
    }

    private static ServiceProvider Services(ScriptedProver? prover = null, ServiceCollection? extra = null)
    {
        var services = extra ?? [];
        services.AddLogging().AddHealthChecks().AddProofPipeline();
        services.AddProofPipeline(options =>
        {
            options.MaxConcurrency = 1;
            options.Queue.Capacity = 1;
        });
        services.AddSingleton<IProver>(prover ?? new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator());
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider provider) =>
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["proofs"];
}
