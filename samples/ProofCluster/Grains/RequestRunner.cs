using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using ProofCluster.Operating;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Grains;

/// <summary>
/// Has a start of a request proved on this silo: opens the request, submits the request to the pipeline, and follows the progress to the end.
/// Thread-safe.
/// </summary>
internal sealed class RequestRunner(
    IProofPipeline pipeline, RequestSeal seal, IAuditTrail audit, TimeProvider time, IOptions<ProofClusterOptions> options)
{
    /// <summary>Clocks of fronts and silos may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <param name="id">The request.</param>
    /// <param name="sealedRequest">The request, sealed under the id.</param>
    /// <param name="start">The number of the start, for the audit trail.</param>
    /// <param name="left">The time until the deadline.</param>
    /// <param name="report">Told of progress, on the caller's scheduler.</param>
    /// <param name="interrupt">Cancels the request in the pipeline.</param>
    /// <exception cref="UnreadableException">The request does not open.</exception>
    /// <exception cref="ProofErrorException">The pipeline refused the request.</exception>
    /// <exception cref="OperationCanceledException">The interruption came before the acceptance by the pipeline.</exception>
    public async Task<ProofResult> RunAsync(
        Guid id, byte[] sealedRequest, int start, TimeSpan left, Action<ProofProgress> report, CancellationToken interrupt)
    {
        // On a thread of the pool: hashing a large opening would delay all requests of the silo.
        var (ticket, attestations) = await Task.Run(() => SubmitAsync(id, sealedRequest, start, left, interrupt), interrupt);
        using var registration = interrupt.Register(() => pipeline.Cancel(ticket.Id));
        await foreach (var progress in pipeline.WatchAsync(ticket.Id, CancellationToken.None)) report(progress);
        return RequestCopies.For(id, await ticket.Completion, attestations);
    }

    private async Task<(ProofTicket Ticket, int Attestations)> SubmitAsync(
        Guid id, byte[] sealedRequest, int start, TimeSpan left, CancellationToken interrupt)
    {
        var request = seal.OpenRequest(id, sealedRequest);
        try
        {
            if (request.AsOf - time.GetUtcNow() is { Ticks: > 0 } ahead && ahead < ClockSkew) await Task.Delay(ahead, time, interrupt);
            var timeout = request.Timeout < left ? request.Timeout.Value : left;
            var ticket = await pipeline.SubmitAsync(
                RequestCopies.Of(request, id, timeout: timeout, queueTimeout: request.QueueTimeout ?? timeout), interrupt);
            audit.Record(StartNote.Make(id, start, options.Value.Name!, ticket.Id, request.UserId));
            return (ticket, request.Opening.AttestationCount);
        }
        finally
        {
            request.Identity?.Dispose(); // the pipeline has its own copy
        }
    }

    /// <summary>Seals a result under the id of the request.</summary>
    public byte[] Seal(Guid id, ProofResult result) => seal.SealResult(id, result);
}
