using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class AddProofPipelineTests
{
    private static readonly TimeSpan Patience = Wait.Patience;

    [Test]
    public void AddProofPipeline_ToNothing_Throws() =>
        Assert.That(() => ((IServiceCollection)null!).AddProofPipeline(), Throws.ArgumentNullException);

    [Test]
    public void AddProofPipeline_Bare_RegistersEverythingAsSingletons()
    {
        var services = new ServiceCollection();

        Assert.That(services.AddProofPipeline(), Is.SameAs(services));

        var own = services.Where(service => service.ServiceType.Assembly == typeof(IProofPipeline).Assembly).ToArray();
        Assert.That(own.Select(service => service.Lifetime), Is.All.EqualTo(ServiceLifetime.Singleton));
        Assert.That(own.Select(service => service.ServiceType), Is.SupersetOf(new[]
        {
            typeof(IProofPipeline), typeof(IProver), typeof(IProvingKeyStore), typeof(IProofQueue), typeof(IErrorClassifier),
            typeof(IProofValidator), typeof(ISubmissionValidator), typeof(IProofCache), typeof(IAccessPolicy), typeof(AccessList), typeof(IRateLimiter),
            typeof(IAuditTrail), typeof(IRecoveryStrategy), typeof(IMetricsSink),
        }));
    }

    [Test]
    public void FirstUse_WithoutKeysAndWithoutAHost_NamesBothWaysOut()
    {
        using var provider = new ServiceCollection().AddProofPipeline().BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IProofPipeline>(),
            Throws.TypeOf<ProvingKeysNotConfiguredException>()
                .With.Message.Contains("UseCeremonyKeys").And.Message.Contains("UseDevelopmentKeys()"));
    }

    [Test]
    public void FirstUse_WithASecondLevelAndNoDistributedCache_SaysWhatIsMissing()
    {
        var services = new ServiceCollection();
        services.AddProofPipeline(options => options.UseDevelopmentKeys().Cache.UseDistributed());
        using var provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IProofPipeline>(),
            Throws.InvalidOperationException.With.Message.Contains("IDistributedCache").And.Message.Contains("UseDistributed"));
    }

    [Test]
    public void Cache_WithASecondLevel_IsOneOfTwo()
    {
        var services = new ServiceCollection();
        services.AddProofPipeline(options => options.Cache.UseDistributed());
        services.AddDistributedMemoryCache();
        using var provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<IProofCache>(), Is.TypeOf<TieredProofCache>());
    }

    [Test]
    public void Host_WithoutKeys_DoesNotStart()
    {
        using var host = Host(services => services.AddProofPipeline());

        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProvingKeysNotConfiguredException>());
    }

    [Test]
    public void Host_WithOptionsThatCannotBe_DoesNotStartAndNamesThem()
    {
        using var host = Host(services => services.AddProofPipeline(options =>
        {
            options.UseDevelopmentKeys("keys");
            options.Queue.Capacity = -1;
            options.ShutdownTimeout = TimeSpan.FromSeconds(-1);
        }));

        Assert.That(
            () => host.StartAsync(),
            Throws.TypeOf<OptionsValidationException>()
                .With.Message.Contains("ProofPipelineOptions.Queue.Capacity is -1; it must be at least 1.")
                .And.Message.Contains("ProofPipelineOptions.ShutdownTimeout"));
    }

    [Test]
    public void Host_WithACeremonyDirectoryThatIsMissing_DoesNotStart()
    {
        using var host = Host(services => services.AddProofPipeline(options => options.Keys.Source = KeySource.Ceremony));

        Assert.That(() => host.StartAsync(), Throws.ArgumentException.With.Message.Contains("ProvingKeyStoreOptions.Directory"));
    }

    [Test]
    public async Task FirstUse_WithProverAndValidatorOfTheHost_NeedsNoKeysAndNoLogging()
    {
        var services = new ServiceCollection();
        AddFakes(services);
        services.AddProofPipeline();
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var pipeline = provider.GetRequiredService<IProofPipeline>();

        var result = await pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(provider.GetRequiredService<IProofPipeline>(), Is.SameAs(pipeline));
    }

    [Test]
    public async Task FirstUse_WithLogging_WritesToIt()
    {
        var factory = Substitute.For<ILoggerFactory>();
        var logger = new RecordingLogger<IProofPipeline>();
        factory.CreateLogger(typeof(IProofPipeline).FullName!).Returns(logger);
        var services = new ServiceCollection().AddSingleton(factory).AddProofPipeline();
        AddFakes(services);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IProofPipeline>().ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);

        Assert.That(logger.Messages, Is.Not.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Services_OfTheHost_WinBeforeAndAfter(bool before)
    {
        var services = new ServiceCollection();
        if (!before) services.AddProofPipeline(Development);
        Dictionary<Type, object> own = new()
        {
            [typeof(IProver)] = Substitute.For<IProver>(),
            [typeof(IProvingKeyStore)] = Substitute.For<IProvingKeyStore>(),
            [typeof(IProofQueue)] = Substitute.For<IProofQueue>(),
            [typeof(IErrorClassifier)] = Substitute.For<IErrorClassifier>(),
            [typeof(IProofValidator)] = Substitute.For<IProofValidator>(),
            [typeof(IProofCache)] = Substitute.For<IProofCache>(),
            [typeof(IAccessPolicy)] = Substitute.For<IAccessPolicy>(),
            [typeof(IRateLimiter)] = Substitute.For<IRateLimiter>(),
            [typeof(IAuditTrail)] = Substitute.For<IAuditTrail>(),
            [typeof(TimeProvider)] = new FakeTimeProvider(),
        };
        foreach (var (type, service) in own) services.AddSingleton(type, service);
        if (before) services.AddProofPipeline(Development);
        using var provider = services.BuildServiceProvider();

        Assert.That(own.Keys.Select(provider.GetRequiredService), Is.EqualTo(own.Values));
        Assert.That(() => provider.GetRequiredService<IProofPipeline>(), Throws.Nothing);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void StrategiesAndSinks_OfTheHost_AreAdded(bool before)
    {
        var strategy = Substitute.For<IRecoveryStrategy>();
        var sink = new RecordingSink();
        var services = new ServiceCollection();
        if (!before) services.AddProofPipeline();
        services.AddSingleton(strategy).AddSingleton<IMetricsSink>(sink);
        if (before) services.AddProofPipeline();
        using var provider = services.BuildServiceProvider();

        Type[] defaults = [typeof(ResourceStrategy), typeof(CircuitFallbackStrategy), typeof(RetryStrategy)];
        Assert.That(
            provider.GetServices<IRecoveryStrategy>().Select(each => each.GetType()),
            Is.EqualTo(before ? [strategy.GetType(), .. defaults] : (Type[])[.. defaults, strategy.GetType()]));
        Assert.That(
            provider.GetServices<IMetricsSink>().Select(each => each.GetType()),
            Is.EquivalentTo(new[] { typeof(MeterSink), typeof(RecordingSink) }));
    }

    [Test]
    public void AddProofPipeline_Twice_ComposesAndDoublesNothing()
    {
        var once = new ServiceCollection().AddProofPipeline(Development);
        var twice = new ServiceCollection()
            .AddProofPipeline(options => options.MaxConcurrency = 2)
            .AddProofPipeline(options =>
            {
                Development(options);
                options.Queue.Capacity = options.MaxConcurrency + 5;
            });
        using var provider = twice.BuildServiceProvider();

        var configured = typeof(IConfigureOptions<ProofPipelineOptions>);
        Assert.That(
            twice.Where(service => service.ServiceType != configured).Select(service => service.ServiceType),
            Is.EqualTo(once.Where(service => service.ServiceType != configured).Select(service => service.ServiceType)));
        var options = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;
        Assert.That((options.MaxConcurrency, options.Queue.Capacity), Is.EqualTo((2, 7)));
        Assert.That(provider.GetRequiredService<IProofQueue>().Capacity, Is.EqualTo(7));
        Assert.That(provider.GetServices<IHostedService>().ToArray(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task AccessList_AskedForByItsType_IsTheOneThatDecides()
    {
        var services = new ServiceCollection().AddProofPipeline(options => options.Access.Blocked.Add("mallory"));
        AddFakes(services);
        await using var provider = services.BuildServiceProvider();
        var pipeline = provider.GetRequiredService<IProofPipeline>();
        Assert.That(() => pipeline.ProveAsync(PipelineWorld.Request(user: new("mallory"))), Throws.TypeOf<ProofErrorException>());

        provider.GetRequiredService<AccessList>().Unblock(new("mallory"));

        Assert.That((await pipeline.ProveAsync(PipelineWorld.Request(user: new("mallory")))).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task AccessList_ThatIsChanged_IsRecordedOnceForEachChange()
    {
        await using var provider = new ServiceCollection().AddProofPipeline().BuildServiceProvider();
        var list = provider.GetRequiredService<AccessList>();

        list.Block(new("mallory"));
        list.Block(new("mallory"));
        list.Allow(new("ann"));
        list.Unblock(new("mallory"));
        list.Disallow(new("ann"));
        list.Disallow(new("ann"));
        list.SetMode(AccessMode.Closed);
        list.SetMode(AccessMode.Closed);
        list.Replace(AccessMode.Closed, [new ProofUserId("ann"), new ProofUserId("bob")], []);
        list.SetMode(AccessMode.Open);

        var entries = provider.GetRequiredService<IAuditTrail>().Recent();
        Assert.That(entries.Select(entry => entry.Action), Is.All.EqualTo(AuditAction.Configuration));
        Assert.That(
            entries.Select(entry => $"{entry.UserId}: {entry.Detail}"),
            Is.EqualTo(new[]
            {
                "mallory: Put on the block list.", "ann: Put on the allow list.", "mallory: Taken off the block list.",
                "ann: Taken off the allow list.", ": Access closed.", ": Access lists replaced: Closed, 2 allowed, 0 blocked.",
                ": Access opened.",
            }));
    }

    [Test]
    public async Task AuditSink_OfTheHost_IsToldEverythingUntilTheEnd([Values] bool before)
    {
        var sink = new ScriptedSink();
        var services = new ServiceCollection();
        if (before) services.AddSingleton<IAuditSink>(sink);
        services.AddProofPipeline(options => options.Audit.Capacity = 2);
        if (!before) services.AddSingleton<IAuditSink>(sink);
        AddFakes(services);
        var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<IProofPipeline>().ProveAsync(PipelineWorld.Request()).WaitAsync(Patience);
        await provider.DisposeAsync();

        Assert.That(
            sink.Taken.Select(entry => entry.Action),
            Is.EqualTo(new[] { AuditAction.Configuration, AuditAction.Requested, AuditAction.Started, AuditAction.Completed }));
        Assert.That(sink.Taken[^1].RequestId, Is.EqualTo(result.RequestId));
    }

    [Test]
    public async Task RateLimiter_AskedFor_TellsWhatRemains()
    {
        var services = new ServiceCollection().AddProofPipeline(options => options.RateLimit.Permits = 4);
        AddFakes(services);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IProofPipeline>().ProveAsync(PipelineWorld.Request(user: new("ann"))).WaitAsync(Patience);

        Assert.That(await provider.GetRequiredService<IRateLimiter>().RemainingAsync(new("ann")), Is.EqualTo(3));
    }

    [Test]
    public void Options_ChangedAfterTheFirstUse_HaveNoEffect()
    {
        using var provider = new ServiceCollection().AddProofPipeline(Development).BuildServiceProvider();
        _ = provider.GetRequiredService<IProofPipeline>();
        var options = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;

        options.Queue.Capacity = 1;
        options.Keys.Source = KeySource.None;

        Assert.That(provider.GetRequiredService<IProofQueue>().Capacity, Is.EqualTo(100));
        Assert.That(() => provider.GetRequiredService<IProvingKeyStore>(), Throws.Nothing);
    }

    [Test]
    public async Task Host_ThatStops_LetsWhatRunsFinishAndTakesNothingMore()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var prover = new ScriptedProver(async call =>
        {
            await finish.Task;
            return CheapProof.For(call.Job, call.Plan);
        });
        using var host = Host(services =>
        {
            services.AddProofPipeline();
            AddFakes(services, prover);
        });
        await host.StartAsync().WaitAsync(Patience);
        var pipeline = host.Services.GetRequiredService<IProofPipeline>();
        var ticket = await pipeline.SubmitAsync(PipelineWorld.Request());
        await prover.NextCallAsync();

        var stop = host.StopAsync();
        finish.SetResult();
        await stop.WaitAsync(Patience);

        Assert.That((await ticket.Completion.WaitAsync(Patience)).State, Is.EqualTo(ProofState.Completed));
        Assert.That(
            async () => await pipeline.SubmitAsync(PipelineWorld.Request(1)),
            Throws.TypeOf<ProofErrorException>().With.Property("Error").Property("Type").EqualTo(ProofErrorType.WorkerUnavailable));
    }

    [Test]
    public async Task Host_ThatFailedToStart_StopsAllTheSame()
    {
        using var host = Host(services => services.AddProofPipeline());
        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProvingKeysNotConfiguredException>());

        await host.StopAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task Host_WithDevelopmentKeys_Proves()
    {
        using var host = Host(
            services => services.AddProofPipeline(
                options => options.UseDevelopmentKeys(Path.Combine(AppContext.BaseDirectory, "dev-keys"))),
            "Development");
        await host.StartAsync();
        var request = new ProofRequest(PipelineWorld.Opening(1), ProofStatement.Threshold(1)) { Recipient = PipelineWorld.Recipient };

        var result = await host.Services.GetRequiredService<IProofPipeline>().ProveAsync(request);
        await host.StopAsync();

        Assert.That((result.State, result.Circuit), Is.EqualTo((ProofState.Completed, CircuitSize.Small)));
    }

    [TestCase("Production")]
    [TestCase("production")]
    [TestCase(null)]
    public void Host_InProductionOrNotNamed_RefusesDevelopmentKeys(string? environment)
    {
        using var host = Host(services => services.AddProofPipeline(options => options.UseDevelopmentKeys("keys")), environment);

        AssertStartRefusesDevelopmentKeys(host);
    }

    /// <summary>As hosts do that take their environment from somewhere else than settings and variables.</summary>
    [Test]
    public void Host_NamedProductionAfterItsBuilderWasMade_RefusesDevelopmentKeys()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        builder.Services.AddProofPipeline(options => options.UseDevelopmentKeys("keys"));
        builder.Environment.EnvironmentName = "Production";
        using var host = builder.Build();

        AssertStartRefusesDevelopmentKeys(host);
    }

    /// <summary>What is set in code, or binds from a file that was copied, opens no door that the host has closed.</summary>
    [Test]
    public void Host_InProductionWithOptionsThatNameAnother_RefusesDevelopmentKeys()
    {
        using var host = Host(services => services.AddProofPipeline(Development), "Production");

        AssertStartRefusesDevelopmentKeys(host);
    }

    [Test]
    public void Host_InDevelopmentWithOptionsThatNameProduction_RefusesDevelopmentKeys()
    {
        using var host = Host(
            services => services.AddProofPipeline(options =>
            {
                options.UseDevelopmentKeys("keys");
                options.Keys.EnvironmentName = "Production";
            }),
            "Development");

        AssertStartRefusesDevelopmentKeys(host);
    }

    [TestCase("Production")]
    [TestCase("Staging")]
    public void EnvironmentName_OfAHost_IsTaken(string name)
    {
        using var host = Host(services => services.AddProofPipeline(options => options.Keys.EnvironmentName = "Mine"), name);

        Assert.That(OptionsOf(host).Keys.EnvironmentName, Is.EqualTo(name));
    }

    [Test]
    public void EnvironmentName_SetByHandWhereThereIsNoHost_IsKept()
    {
        using var services = new ServiceCollection().AddProofPipeline(options => options.Keys.EnvironmentName = "Mine").BuildServiceProvider();

        Assert.That(
            services.GetRequiredService<IOptions<ProofPipelineOptions>>().Value.Keys.EnvironmentName, Is.EqualTo("Mine"));
    }

    private static void AssertStartRefusesDevelopmentKeys(IHost host) => Assert.That(
        () => host.StartAsync(),
        Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.DevelopmentKey));

    private static ProofPipelineOptions OptionsOf(IHost host) =>
        host.Services.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;

    private static void Development(ProofPipelineOptions options)
    {
        options.UseDevelopmentKeys("keys");
        options.Keys.EnvironmentName = "Development";
    }

    private static void AddFakes(IServiceCollection services, ScriptedProver? prover = null) =>
        services.AddSingleton<IProver>(prover ?? new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator());

    /// <summary>A host that takes nothing from this machine's environment.</summary>
    private static IHost Host(Action<IServiceCollection> configure, string? environment = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        configure(builder.Services);
        return builder.Build();
    }
}
