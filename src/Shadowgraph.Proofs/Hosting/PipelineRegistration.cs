using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

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

    /// <summary>Makes the host start and stop the pipeline. Registered without a key, since hosts resolve hosted services without keys.</summary>
    public void AddHostedService()
    {
        if (services.Any(each => each.ServiceType == typeof(PipelineHostedService) && Equals(each.ServiceKey, key))) return;
        Add(static provider => new PipelineHostedService(provider));
        services.AddSingleton<IHostedService>(provider => new PipelineServiceProvider(provider, key).Get<PipelineHostedService>());
    }
}
