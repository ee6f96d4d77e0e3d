using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Dispatch;

internal static class BatchRun
{
    public static async IAsyncEnumerable<BatchResult> RunAsync(
        IEnumerable<ProofRequest> requests, IProofPipeline pipeline, int window, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var index = 0;
        foreach (var request in requests)
            yield return new BatchResult(index++, request, await pipeline.ProveAsync(request, null, cancellationToken).ConfigureAwait(false));
        _ = (window, time);
    }
}
