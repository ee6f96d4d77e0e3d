using Microsoft.Extensions.Hosting;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Makes the pipeline when the host starts, so that what can't work fails then, and stops it with the host.</summary>
internal sealed class PipelineHostedService(PipelineServiceProvider services) : IHostedService
{
    private IProofPipeline? _pipeline;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pipeline = services.Get<IProofPipeline>();
        return services.Get<KeyStart>().RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _pipeline?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
