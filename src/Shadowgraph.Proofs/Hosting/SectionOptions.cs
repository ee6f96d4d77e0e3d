using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Sets the options of a pipeline from a configuration, without reflection, and records unreadable entries for the validator.
/// </summary>
internal sealed class SectionOptions(string pipeline, IConfiguration configuration) : IConfigureNamedOptions<ProofPipelineOptions>
{
    public void Configure(ProofPipelineOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, ProofPipelineOptions options)
    {
        if (name != pipeline) return;

        // A misspelt section name would leave every option at its default: without access control, for instance.
        if (configuration is IConfigurationSection section && !section.Exists())
            options.Findings.Fail(section.Path, "is missing; is the section named otherwise? Without one, leave out the configuration");
        ProofPipelineOptionTable.Table.Read(configuration, options, options.Findings);
    }
}
