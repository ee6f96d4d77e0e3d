using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Sets options from a configuration, without reflection, and notes for the validator what could not be read.</summary>
internal sealed class SectionOptions(IConfiguration configuration) : IConfigureOptions<ProofPipelineOptions>
{
    public void Configure(ProofPipelineOptions options)
    {
        // A misspelt section would leave everything at its default: every limit, and an open door.
        if (configuration is IConfigurationSection section && !section.Exists())
            options.Findings.Fail(section.Path, "is missing; is the section named otherwise? Without one, leave out the configuration");
        ProofPipelineOptionTable.Table.Read(configuration, options, options.Findings);
    }
}
