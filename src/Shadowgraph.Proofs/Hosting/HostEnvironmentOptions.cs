using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Adopts the environment's name from the host, after all other options are set. A host without an explicit environment counts as Production, as in
/// .NET.
/// </summary>
internal sealed class HostEnvironmentOptions(IServiceProvider provider) : IPostConfigureOptions<ProofPipelineOptions>
{
    public void PostConfigure(string? name, ProofPipelineOptions options)
    {
        if (provider.GetService<IHostEnvironment>() is { } host) options.Keys.TakeEnvironment(host.EnvironmentName);
    }
}
