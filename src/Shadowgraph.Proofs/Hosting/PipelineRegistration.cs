using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Adds the services of one pipeline, under its key if it has one. What the host has registered itself stays.</summary>
internal sealed class PipelineRegistration(IServiceCollection services, string? key)
{
    /// <summary>Adds a service that there is one of.</summary>
    public void Add<T>(Func<PipelineServiceProvider, T> make)
        where T : class
    {
        if (key is null) services.TryAddSingleton(provider => make(new(provider, null)));
        else services.TryAddKeyedSingleton(key, (provider, _) => make(new(provider, key)));
    }

    /// <summary>Adds a service that there are several of, unless this implementation is there.</summary>
    public void AddToAll<TService, TImplementation>(Func<PipelineServiceProvider, TImplementation> make)
        where TService : class
        where TImplementation : class, TService =>
        services.TryAddEnumerable(key is null
            ? ServiceDescriptor.Singleton<TService, TImplementation>(provider => make(new(provider, null)))
            : ServiceDescriptor.KeyedSingleton<TService, TImplementation>(key, (provider, _) => make(new(provider, key))));

    /// <summary>Has the host start and stop the pipeline. Hosts ask for hosted services without a key, so that is how it is added.</summary>
    public void AddHostedService()
    {
        if (services.Any(each => each.ServiceType == typeof(PipelineHostedService) && Equals(each.ServiceKey, key))) return;
        Add(static provider => new PipelineHostedService(provider));
        services.AddSingleton<IHostedService>(provider => new PipelineServiceProvider(provider, key).Get<PipelineHostedService>());
    }
}
