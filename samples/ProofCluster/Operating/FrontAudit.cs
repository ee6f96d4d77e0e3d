using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Operating;

/// <summary>
/// The audit trail of a front: the configuration at each start, and the refusals. Everything else about a request is in the trails of the silos.
/// Thread-safe.
/// </summary>
/// <param name="trail">The trail of this process.</param>
/// <param name="refusals">Records refusals in the trail.</param>
/// <param name="configuration">The entry of each start, from <see cref="FrontConfiguration"/>.</param>
internal sealed class FrontAudit(IAuditTrail trail, RefusalAudit refusals, string configuration) : IHostedService
{
    /// <summary>Records a refusal, without the error's message.</summary>
    /// <param name="id">The id that the request would have in the cluster.</param>
    /// <param name="user">The user of the request.</param>
    /// <param name="error">The reason.</param>
    public void RecordRefusal(Guid id, ProofUserId user, ProofErrorType error) => refusals.Record(id, user, error);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        trail.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = configuration });
        return Task.CompletedTask;
    }

    /// <summary>Records the counted refusals. The disposal of the host waits for the files, for a bounded time.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        refusals.Flush();
        return Task.CompletedTask;
    }
}
