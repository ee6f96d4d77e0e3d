using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// The options of a pipeline as they were when first asked for, checked. Later changes do not reach what was made with them.
/// </summary>
internal sealed class OptionsSnapshot(PipelineServiceProvider services)
{
    public ProofPipelineOptions Value { get; } =
        (services.Key is { } key
            ? services.Shared.GetRequiredService<IOptionsMonitor<ProofPipelineOptions>>().Get(key)
            : services.Shared.GetRequiredService<IOptions<ProofPipelineOptions>>().Value).Copy();
}
