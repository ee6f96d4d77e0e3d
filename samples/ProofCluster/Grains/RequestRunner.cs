using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Grains;

/// <summary>Has one start of a request proved on this silo: opens it, hands it to the pipeline, and follows it to its end. Thread-safe.</summary>
internal sealed class RequestRunner(
    IProofPipeline pipeline, RequestSeal seal, IAuditTrail audit, TimeProvider time, IOptions<ProofClusterOptions> options)
{
    /// <summary>Clocks of fronts and silos may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <param name="id">The request.</param>
    /// <param name="sealedRequest">The request, sealed under its id.</param>
    /// <param name="start">The number of the start, for the audit trail.</param>
    /// <param name="left">The time until its deadline.</param>
    /// <param name="report">Told of progress, on the caller's scheduler.</param>
    /// <param name="interrupt">Cancels the request in the pipeline.</param>
    /// <exception cref="UnreadableException">The request does not open.</exception>
    /// <exception cref="ProofErrorException">The pipeline did not take it.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted before the pipeline had taken it.</exception>
    public async Task<ProofResult> RunAsync(
        Guid id, byte[] sealedRequest, int start, TimeSpan left, Action<ProofProgress> report, CancellationToken interrupt)
    {
        // On a thread of the pool: hashing a large opening would hold up the silo's other requests.
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
            audit.Record(new AuditEvent
            {
                Action = AuditAction.Configuration,
                RequestId = ticket.Id,
                UserId = request.UserId,
                Detail = $"Request {id:N} of the cluster, start {start}, on {options.Value.Name}.",
            });
            return (ticket, request.Opening.AttestationCount);
        }
        finally
        {
            request.Identity?.Dispose(); // the pipeline has its own copy
        }
    }

    /// <summary>Seals a result under its id.</summary>
    public byte[] Seal(Guid id, ProofResult result) => seal.SealResult(id, result);
}
