using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Validation;

// The conventional namespace of extension methods that add services.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the proof pipeline to a host's services.</summary>
public static class ProofPipelineServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IProofPipeline"/> and all services of the pipeline, as singletons. In a host, the pipeline starts and stops with the host:
    /// unusable options or keys fail the start (see <see cref="ProvingKeyStoreOptions.CheckAtStart"/> and
    /// <see cref="ProvingKeyStoreOptions.LoadAtStart"/>), and a stop lets running proofs finish. Without a host, unusable options or keys fail the
    /// first use.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A service registered by the host, before or after this call, replaces the default: <see cref="IProver"/>, <see cref="IProvingKeyStore"/>,
    /// <see cref="IProofQueue"/>, <see cref="IErrorClassifier"/>, <see cref="IProofValidator"/>, <see cref="ISubmissionValidator"/>,
    /// <see cref="IProofCache"/>, <see cref="IAccessPolicy"/>, <see cref="IRateLimiter"/>, <see cref="IAuditTrail"/>, <see cref="IProofPredictor"/>,
    /// <see cref="TimeProvider"/>; the last registration counts. The default policy can be resolved as <see cref="AccessList"/>, for changes at run
    /// time. Any number of <see cref="IMetricsSink"/>, <see cref="IAuditSink"/> and <see cref="IRecoveryStrategy"/> can be combined; strategies are
    /// called in the order of registration, so those registered before this call come first. Only the default prover and validators need keys.
    /// </para>
    /// <para>
    /// <see cref="IAccessPolicy"/> may be registered as scoped: then each request uses a new instance, in a separate scope. The pipeline keeps all
    /// other services, so a scoped registration fails the start.
    /// </para>
    /// <para>Repeated calls are allowed: no service is added twice, and the options of each call are applied after those of earlier calls.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">
    /// Sets options; at least <see cref="ProofPipelineOptions.UseCeremonyKeys"/> or
    /// <see cref="ProofPipelineOptions.UseDevelopmentKeys"/>.
    /// </param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofPipeline(this IServiceCollection services, Action<ProofPipelineOptions>? configure)
    {
        services.AddProofPipeline();
        return configure is null ? services : services.Configure(configure);
    }

    /// <summary>
    /// Adds <see cref="IProofPipeline"/> like the overload with an action, with options that are configured elsewhere, such as by
    /// <c>services.Configure</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofPipeline(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return services.AddPipeline(key: null);
    }

    /// <summary>
    /// Adds <see cref="IProofPipeline"/> like the overload with an action, with options from a configuration, such as a section of appsettings.json.
    /// docs/configuration.md lists names and forms.
    /// </summary>
    /// <remarks>
    /// The start fails, with a list of the entries, if the section is missing, has unknown names (unless
    /// <see cref="ProofPipelineOptions.IgnoreUnknownConfiguration"/> is set), or has unreadable values, such as a duration without a colon. The
    /// section is read once, without reflection; later changes of the configuration take effect at the next start. Calls of further overloads set
    /// options after the configuration.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="section">The section with the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofPipeline(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddProofPipeline();
        return services.AddSingleton<IConfigureOptions<ProofPipelineOptions>>(new SectionOptions(Options.Options.DefaultName, section));
    }

    /// <summary>
    /// Adds an additional pipeline to the host, as a keyed service: <see cref="IProofPipeline"/> and all services of the pipeline are registered
    /// under the key, for <c>[FromKeyedServices("batch")]</c> or <c>GetRequiredKeyedService</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The pipeline has separate options, queue, cache, limits, audit trail and metrics, and starts and stops with the host. A service of the host
    /// replaces a default if registered under the same key. All pipelines share <see cref="TimeProvider"/>, logging, the distributed cache, and the
    /// meter, on which the measurements of a keyed pipeline have the attribute <c>shadowgraph.proofs.pipeline</c>.
    /// </para>
    /// <para>
    /// Each pipeline assumes exclusive use of processors and memory: divide both by <see cref="ProofPipelineOptions.MaxConcurrency"/> and
    /// <see cref="ProofPipelineOptions.MemoryBudget"/>.
    /// </para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, which is also the name of the options; not empty.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static IServiceCollection AddKeyedProofPipeline(
        this IServiceCollection services, string serviceKey, Action<ProofPipelineOptions>? configure)
    {
        services.AddKeyedProofPipeline(serviceKey);
        return configure is null ? services : services.Configure(serviceKey, configure);
    }

    /// <summary>
    /// Adds an additional pipeline to the host, as a keyed service, with options that are configured elsewhere, such as by
    /// <c>services.Configure(serviceKey, ...)</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, which is also the name of the options; not empty.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static IServiceCollection AddKeyedProofPipeline(this IServiceCollection services, string serviceKey)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return services.AddPipeline(serviceKey);
    }

    /// <summary>Adds an additional pipeline to the host, as a keyed service, with options from a configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, which is also the name of the options; not empty.</param>
    /// <param name="section">The section with the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static IServiceCollection AddKeyedProofPipeline(this IServiceCollection services, string serviceKey, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKeyedProofPipeline(serviceKey)
            .AddSingleton<IConfigureOptions<ProofPipelineOptions>>(new SectionOptions(serviceKey, section));
    }

    private static IServiceCollection AddPipeline(this IServiceCollection services, string? key)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ProofPipelineOptions>, HostEnvironmentOptions>());

        var pipeline = new PipelineRegistration(services, key);
        pipeline.AddAudit();
        pipeline.Add<IProvingKeyStore>(static provider => new ProvingKeyStore(provider.Options.Keys, provider.LoggerOf<ProvingKeyStore>()));
        pipeline.Add(static provider => new AuditedKeyStore(provider.Get<IProvingKeyStore>(), provider.AuditOf<ProvingKeyStore>()));
        pipeline.Add(static provider => new KeyStart(provider));
        pipeline.Add(static provider => new AccessList(provider.Options.Access) { Changed = AccessNotes(provider.AuditOf<AccessList>()) });
        pipeline.Add<IAccessPolicy>(static provider => provider.Get<AccessList>());
        pipeline.Add<IRateLimiter>(static provider => new SlidingWindowLimiter(provider.Options.RateLimit, provider.Time));
        pipeline.Add<IProver>(static provider => new ReputationProver(provider.Get<AuditedKeyStore>()));
        pipeline.Add<IProofQueue>(static provider => new ProofQueue(provider.Options.Queue, provider.Time));
        pipeline.Add<IErrorClassifier>(static _ => new ErrorClassifier());
        pipeline.Add<IProofValidator>(ValidatorOf);
        pipeline.Add<ISubmissionValidator>(static provider => new SubmissionValidator(provider.Get<AuditedKeyStore>(), provider.Time));
        pipeline.Add(CacheOf);

        pipeline.AddToAll<IRecoveryStrategy, ResourceStrategy>(static provider => new ResourceStrategy(provider.Options.Recovery));
        pipeline.AddToAll<IRecoveryStrategy, CircuitFallbackStrategy>(
            static provider => new CircuitFallbackStrategy(provider.Options.Recovery));
        pipeline.AddToAll<IRecoveryStrategy, RetryStrategy>(static provider => new RetryStrategy(provider.Options.Recovery));
        pipeline.AddToAll<IMetricsSink, MeterSink>(static provider => new MeterSink(
            provider.Shared.GetService<IMeterFactory>(), provider.Get<IProofMetrics>(), provider.Key));
        pipeline.Add(static provider => new ProofMetrics(provider.Time));
        pipeline.Add<IProofPredictor>(static provider => new ProofPredictor(
            provider.Get<IProver>() is ReputationProver ? ProverCalibration.SecondsPerUnit : null));
        pipeline.Add<IProofMetrics>(static provider => provider.Get<ProofMetrics>());

        pipeline.Add<IProofPipeline>(Compose);
        pipeline.AddHostedService();
        return services;
    }

    /// <exception cref="InvalidOperationException">A service kept by the pipeline is registered as scoped.</exception>
    private static ProofPipeline Compose(PipelineServiceProvider provider)
    {
        var lifetimes = provider.Shared.GetRequiredService<ServiceLifetimes>();
        lifetimes.RequireSingletons(provider.Key);
        return new(new PipelineServices
        {
            Key = provider.Key,
            Options = provider.Options,
            Access = lifetimes.HasScopedPolicy(provider.Key)
                ? new ScopedAccessPolicy(provider.Shared.GetRequiredService<IServiceScopeFactory>(), provider.Key)
                : provider.Get<IAccessPolicy>(),
            Limiter = provider.Get<IRateLimiter>(),
            Prover = provider.Get<IProver>(),
            Queue = provider.Get<IProofQueue>(),
            Classifier = provider.Get<IErrorClassifier>(),
            Strategies = [.. provider.GetAll<IRecoveryStrategy>()],
            Validator = provider.Get<IProofValidator>(),
            Cache = provider.Get<IProofCache>(),
            Audit = provider.Get<IAuditTrail>(),
            Sinks = [.. provider.GetAll<IMetricsSink>()],
            Metrics = provider.Get<ProofMetrics>(),
            Predictor = provider.Get<IProofPredictor>(),
            Time = provider.Time,
            Logger = provider.LoggerOf<IProofPipeline>(),
        });
    }

    private static ProofValidator ValidatorOf(PipelineServiceProvider provider)
    {
        try
        {
            return new ProofValidator(provider.Get<AuditedKeyStore>(), provider.Time);
        }
        catch (ProvingKeysNotConfiguredException e) when (provider.Get<IProver>() is not ReputationProver)
        {
            throw KeyStart.NeededByTheValidator(e);
        }
    }

    private static IProofCache CacheOf(PipelineServiceProvider provider)
    {
        var (options, time) = (provider.Options.Cache, provider.Time);
        var memory = new MemoryProofCache(options, time);
        if (!options.Distributed.IsEnabled) return memory;
        var distributed = provider.Shared.GetService<IDistributedCache>() ?? throw new InvalidOperationException(
            $"{nameof(ProofCacheOptions)}.{nameof(ProofCacheOptions.UseDistributed)} needs an {nameof(IDistributedCache)}, and none is "
            + "registered. Register one, such as Redis by AddStackExchangeRedisCache, or leave the call out.");
        return new TieredProofCache(memory, new DistributedLevel(distributed, options, time, provider.LoggerOf<IProofCache>()));
    }

    private static Action<ProofUserId, string> AccessNotes(AuditRecorder audit) => (user, change) =>
        audit.Record(new AuditEvent { Action = AuditAction.Configuration, UserId = user, Detail = change });
}
