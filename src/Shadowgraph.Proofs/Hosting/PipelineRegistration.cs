using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Adds the services of a pipeline, under its key if any. Registrations by the host are kept.</summary>
internal sealed class PipelineRegistration(IServiceCollection services, string? key)
{
    /// <summary>Adds a service with a single implementation, unless registered.</summary>
    public void Add<T>(Func<PipelineServiceProvider, T> make)
        where T : class
    {
        if (key is null) services.TryAddSingleton(provider => make(new(provider, null)));
        else services.TryAddKeyedSingleton(key, (provider, _) => make(new(provider, key)));
    }

    /// <summary>Adds an implementation of a service with several implementations, unless this implementation is registered.</summary>
    public void AddToAll<TService, TImplementation>(Func<PipelineServiceProvider, TImplementation> make)
        where TService : class
        where TImplementation : class, TService =>
        services.TryAddEnumerable(key is null
            ? ServiceDescriptor.Singleton<TService, TImplementation>(provider => make(new(provider, null)))
            : ServiceDescriptor.KeyedSingleton<TService, TImplementation>(key, (provider, _) => make(new(provider, key))));

    /// <summary>Adds the audit trail over the host's sinks, with the options' <see cref="ProofPipelineOptions.Audit"/>, and what both need.</summary>
    public void AddAudit()
    {
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProofPipelineOptions>, ProofPipelineOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ServiceLifetimes(services));
        Add(static provider => new OptionsSnapshot(provider));
        Add<IAuditTrail>(static provider =>
        {
            provider.Shared.GetRequiredService<ServiceLifetimes>().RequireSingletons(provider.Key);
            return new AuditTrail(
                provider.Options.Audit, provider.GetAll<IAuditSink>(), provider.Time, provider.GuardedLoggerOf<IAuditTrail>());
        });
        Add(static provider => new RefusalAudit(
            provider.Get<IAuditTrail>(), provider.Options.Audit.RefusalWindow, provider.Time, provider.GuardedLoggerOf<IAuditTrail>()));
    }

    /// <summary>Makes the host start and stop the pipeline. Registered without a key, since hosts resolve hosted services without keys.</summary>
    public void AddHostedService()
    {
        if (services.Any(each => each.ServiceType == typeof(PipelineHostedService) && Equals(each.ServiceKey, key))) return;
        Add(static provider => new PipelineHostedService(provider));
        services.AddSingleton<IHostedService>(provider => new PipelineServiceProvider(provider, key).Get<PipelineHostedService>());
    }
}
