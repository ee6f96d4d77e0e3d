using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Access;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Calls an access policy that the host has registered as scoped: a new instance per request, in a scope that ends with the
/// answer.</summary>
internal sealed class ScopedAccessPolicy(IServiceScopeFactory scopes, string? key) : IAccessPolicy
{
    public async ValueTask<AccessDecision> DecideAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var policy = new PipelineServiceProvider(scope.ServiceProvider, key).Get<IAccessPolicy>();
            return await policy.DecideAsync(user, cancellationToken).ConfigureAwait(false);
        }
    }
}
