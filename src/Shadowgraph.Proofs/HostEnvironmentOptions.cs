using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs;

/// <summary>
/// Takes the environment's name from the host, if it was given one by its settings or its command line: the key store knows of environment
/// variables only. A host that was given none calls itself "Production", which means no more than that nobody said anything.
/// </summary>
internal sealed class HostEnvironmentOptions(IServiceProvider provider) : IConfigureOptions<ProofPipelineOptions>
{
    public void Configure(ProofPipelineOptions options)
    {
        var name = provider.GetService<IHostEnvironment>()?.EnvironmentName;
        var given = provider.GetService<IConfiguration>()?[HostDefaults.EnvironmentKey];
        var isUnset = options.Keys.EnvironmentName == new ProvingKeyStoreOptions().EnvironmentName;
        if (isUnset && name is not null && string.Equals(name, given, StringComparison.OrdinalIgnoreCase))
            options.Keys.EnvironmentName = name;
    }
}
