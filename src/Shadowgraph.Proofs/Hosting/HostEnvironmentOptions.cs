using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Takes the environment's name from the host, after all other options were set: what a host calls Production is Production, also if nobody
/// named it so, as the host does then.
/// </summary>
internal sealed class HostEnvironmentOptions(IServiceProvider provider) : IPostConfigureOptions<ProofPipelineOptions>
{
    public void PostConfigure(string? name, ProofPipelineOptions options)
    {
        if (provider.GetService<IHostEnvironment>() is { } host) options.Keys.TakeEnvironment(host.EnvironmentName);
    }
}
