using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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

// Where hosts look for methods that add services.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the proof pipeline to a host's services.</summary>
public static class ProofPipelineServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IProofPipeline"/> and what it is composed of, as singletons. With a host it starts and stops with it: options or keys
    /// that can't be used fail the start (see <see cref="ProvingKeyStoreOptions.CheckAtStart"/> and
    /// <see cref="ProvingKeyStoreOptions.LoadAtStart"/>), and a stop lets running proofs finish. Without one they fail its first use.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A service registered by the host takes the place of the default, whether before or after this call: <see cref="IProver"/>,
    /// <see cref="IProvingKeyStore"/>, <see cref="IProofQueue"/>, <see cref="IErrorClassifier"/>, <see cref="IProofValidator"/>,
    /// <see cref="ISubmissionValidator"/>, <see cref="IProofCache"/>, <see cref="IAccessPolicy"/>, <see cref="IRateLimiter"/>,
    /// <see cref="IAuditTrail"/>, <see cref="IProofPredictor"/>, <see cref="TimeProvider"/>; the last registration counts.
    /// <see cref="AccessList"/>, the default policy, can be asked for by its own type, to be changed while it works. Any number of
    /// <see cref="IMetricsSink"/>, <see cref="IAuditSink"/> and <see cref="IRecoveryStrategy"/> work together; strategies are asked in the
    /// order of registration, those of the host first if it registers them before this call. Keys are needed by the default prover and
    /// validators only.
    /// </para>
    /// <para>It may be called several times: nothing is added twice, and each call's options are set on top of those before.</para>
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
    /// Adds <see cref="IProofPipeline"/> as the other overloads do, with options that are set elsewhere, such as by
    /// <c>services.Configure</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofPipeline(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ProofPipelineOptions>, HostEnvironmentOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProofPipelineOptions>, ProofPipelineOptionsValidator>());
        services.TryAddSingleton<OptionsSnapshot>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProvingKeyStore>(static provider =>
            new ProvingKeyStore(OptionsOf(provider).Keys, LoggerOf<ProvingKeyStore>(provider)));
        services.TryAddSingleton<IAuditTrail>(static provider => new AuditTrail(
            OptionsOf(provider).Audit, provider.GetServices<IAuditSink>(), TimeOf(provider), GuardedLoggerOf<AuditTrail>(provider)));
        services.TryAddSingleton(static provider => new AuditedKeyStore(
            provider.GetRequiredService<IProvingKeyStore>(), AuditOf<ProvingKeyStore>(provider)));
        services.TryAddSingleton(static provider => new KeyStart(OptionsOf(provider).Keys, provider));
        services.TryAddSingleton(static provider => new AccessList(OptionsOf(provider).Access)
        {
            Changed = AccessNotes(AuditOf<AccessList>(provider)),
        });
        services.TryAddSingleton<IAccessPolicy>(static provider => provider.GetRequiredService<AccessList>());
        services.TryAddSingleton<IRateLimiter>(static provider => new SlidingWindowLimiter(OptionsOf(provider).RateLimit, TimeOf(provider)));
        services.TryAddSingleton<IProver>(static provider => new ReputationProver(provider.GetRequiredService<AuditedKeyStore>()));
        services.TryAddSingleton<IProofQueue>(static provider => new ProofQueue(OptionsOf(provider).Queue, TimeOf(provider)));
        services.TryAddSingleton<IErrorClassifier, ErrorClassifier>();
        services.TryAddSingleton<IProofValidator>(static provider => ValidatorOf(provider));
        services.TryAddSingleton<ISubmissionValidator>(static provider =>
            new SubmissionValidator(provider.GetRequiredService<AuditedKeyStore>(), TimeOf(provider)));
        services.TryAddSingleton(static provider => CacheOf(provider));

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecoveryStrategy, ResourceStrategy>(
            static provider => new ResourceStrategy(OptionsOf(provider).Recovery)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecoveryStrategy, CircuitFallbackStrategy>(
            static provider => new CircuitFallbackStrategy(OptionsOf(provider).Recovery)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecoveryStrategy, RetryStrategy>(
            static provider => new RetryStrategy(OptionsOf(provider).Recovery)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSink, MeterSink>(
            static provider => new MeterSink(provider.GetService<IMeterFactory>(), provider.GetRequiredService<IProofMetrics>())));
        services.TryAddSingleton(static provider => new ProofMetrics(TimeOf(provider)));
        services.TryAddSingleton<IProofPredictor>(static provider => new ProofPredictor(
            provider.GetRequiredService<IProver>() is ReputationProver ? ProverCalibration.SecondsPerUnit : null));
        services.TryAddSingleton<IProofMetrics>(static provider => provider.GetRequiredService<ProofMetrics>());

        services.TryAddSingleton<IProofPipeline>(static provider => Compose(provider));
        services.AddHostedService<PipelineHostedService>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="IProofPipeline"/> as the other overloads do, with options from a configuration, such as the section of
    /// appsettings.json that has them. docs/configuration.md lists their names and forms.
    /// </summary>
    /// <remarks>
    /// The start fails, and names the entries, if the section is missing, has names that no option has
    /// (<see cref="ProofPipelineOptions.IgnoreUnknownConfiguration"/> lets them be), or has what can't be read, such as a duration without a
    /// colon. It is read without reflection, once; changes of the configuration have an effect on the next start. Options are set on top of
    /// it by calling another overload too.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that has the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofPipeline(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddProofPipeline();
        return services.AddSingleton<IConfigureOptions<ProofPipelineOptions>>(new SectionOptions(section));
    }

    private static ProofPipeline Compose(IServiceProvider provider) => new(new PipelineServices
    {
        Options = OptionsOf(provider),
        Access = provider.GetRequiredService<IAccessPolicy>(),
        Limiter = provider.GetRequiredService<IRateLimiter>(),
        Prover = provider.GetRequiredService<IProver>(),
        Queue = provider.GetRequiredService<IProofQueue>(),
        Classifier = provider.GetRequiredService<IErrorClassifier>(),
        Strategies = [.. provider.GetServices<IRecoveryStrategy>()],
        Validator = provider.GetRequiredService<IProofValidator>(),
        Cache = provider.GetRequiredService<IProofCache>(),
        Audit = provider.GetRequiredService<IAuditTrail>(),
        Sinks = [.. provider.GetServices<IMetricsSink>()],
        Metrics = provider.GetRequiredService<ProofMetrics>(),
        Predictor = provider.GetRequiredService<IProofPredictor>(),
        Time = TimeOf(provider),
        Logger = LoggerOf<ProofPipeline>(provider),
    });

    private static ProofValidator ValidatorOf(IServiceProvider provider)
    {
        try
        {
            return new ProofValidator(provider.GetRequiredService<AuditedKeyStore>(), TimeOf(provider));
        }
        catch (ProvingKeysNotConfiguredException e) when (provider.GetRequiredService<IProver>() is not ReputationProver)
        {
            throw KeyStart.NeededByTheValidator(e);
        }
    }

    private static IProofCache CacheOf(IServiceProvider provider)
    {
        var (options, time) = (OptionsOf(provider).Cache, TimeOf(provider));
        var memory = new MemoryProofCache(options, time);
        if (!options.Distributed.IsEnabled) return memory;
        var distributed = provider.GetService<IDistributedCache>() ?? throw new InvalidOperationException(
            $"{nameof(ProofCacheOptions)}.{nameof(ProofCacheOptions.UseDistributed)} needs an {nameof(IDistributedCache)}, and none is "
            + "registered. Register one, such as Redis by AddStackExchangeRedisCache, or leave the call out.");
        return new TieredProofCache(memory, new DistributedLevel(distributed, options, time, LoggerOf<DistributedLevel>(provider)));
    }

    private static ProofPipelineOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<OptionsSnapshot>().Value;

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    // A host without logging is a host all the same.
    private static ILogger<T> LoggerOf<T>(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>()?.CreateLogger<T>() ?? NullLogger<T>.Instance;

    private static GuardedLogger GuardedLoggerOf<T>(IServiceProvider provider) => new(LoggerOf<T>(provider));

    private static AuditDesk AuditOf<T>(IServiceProvider provider) =>
        new(provider.GetRequiredService<IAuditTrail>(), GuardedLoggerOf<T>(provider));

    private static Action<ProofUserId, string> AccessNotes(AuditDesk audit) => (user, change) =>
        audit.Record(new AuditEvent { Action = AuditAction.Configuration, UserId = user, Detail = change });

    /// <summary>The options as they were when first asked for, checked. Later changes do not reach what was made with them.</summary>
    private sealed class OptionsSnapshot(IOptions<ProofPipelineOptions> options)
    {
        public ProofPipelineOptions Value { get; } = options.Value.Copy();
    }
}
