using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// The validated options of a pipeline at the time of their first use. Later changes have no effect on existing services.
/// </summary>
internal sealed class OptionsSnapshot(PipelineServiceProvider services)
{
    public ProofPipelineOptions Value { get; } =
        (services.Key is { } key
            ? services.Shared.GetRequiredService<IOptionsMonitor<ProofPipelineOptions>>().Get(key)
            : services.Shared.GetRequiredService<IOptions<ProofPipelineOptions>>().Value).Copy();
}
