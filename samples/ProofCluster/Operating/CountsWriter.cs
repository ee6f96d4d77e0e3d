using ProofCluster.Grains;
using Shadowgraph.Proofs;

namespace ProofCluster.Operating;

/// <summary>Writes the numbers of this silo every few seconds. A store that is away misses some.</summary>
internal sealed class CountsWriter(CountsStore store, OpenRequests open, EndCounts ends, IProofPipeline pipeline, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                var statistics = pipeline.Statistics;
                await store.WriteAsync(new SiloCounts(time.GetUtcNow(), open.Count, statistics.Waiting, statistics.Running, ends.Counts));
            }
#pragma warning disable CA1031 // Numbers for people to look at hold nothing up.
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
