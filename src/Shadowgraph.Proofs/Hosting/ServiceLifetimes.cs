using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Finds the services of a pipeline that the host has registered as scoped. The pipeline is a singleton, and would keep the first instance of a
/// scoped service permanently, for instance with a database context intended for a single request, unless the host validates scopes.
/// </summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    private static readonly Type[] Kept =
    [
        typeof(IProver), typeof(IProvingKeyStore), typeof(IProofQueue), typeof(IErrorClassifier), typeof(IProofValidator),
        typeof(IProofCache), typeof(IRateLimiter), typeof(IAuditTrail), typeof(IProofPredictor), typeof(IRecoveryStrategy),
        typeof(IMetricsSink), typeof(IAuditSink),
    ];

    /// <summary>Whether the access policy is scoped, and therefore created for each request.</summary>
    public bool HasScopedPolicy(string? key) => services.LastOrDefault(each => Is(each, typeof(IAccessPolicy), key)) is
    { Lifetime: ServiceLifetime.Scoped };

    /// <exception cref="InvalidOperationException">A service kept by the pipeline is registered as scoped.</exception>
    public void RequireSingletons(string? key)
    {
        var scoped = Kept
            .Where(type => services.Any(each => Is(each, type, key) && each.Lifetime == ServiceLifetime.Scoped))
            .ToArray();
        if (scoped.Length == 0) return;
        throw new InvalidOperationException(
            $"{string.Join(", ", scoped.Select(type => type.Name))} is registered as scoped, and the singletons of the library would keep "
            + $"one instance for good. Register it as a singleton that makes scopes of its own by {nameof(IServiceScopeFactory)}. "
            + $"{nameof(IAccessPolicy)} alone may be scoped.");
    }

    private static bool Is(ServiceDescriptor service, Type type, string? key) =>
        service.ServiceType == type && Equals(service.ServiceKey, key);
}
