using Microsoft.Extensions.Hosting;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Creates the pipeline at the start of the host, so that invalid settings fail the start, and stops the pipeline with the host.</summary>
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
