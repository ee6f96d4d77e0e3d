using System.Globalization;
using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Operating;

/// <summary>
/// The audit trail of a front: the configuration at each start, and the refusals. Everything else about a request is in the trails of the silos.
/// Thread-safe.
/// </summary>
internal sealed class FrontAudit(IAuditTrail trail, RefusalAudit refusals, IOptions<ProofClusterOptions> options) : IHostedService
{
    /// <summary>Records a refusal, without the error's message.</summary>
    /// <param name="id">The id that the request would have in the cluster.</param>
    /// <param name="user">The user of the request.</param>
    /// <param name="error">The reason.</param>
    public void RecordRefusal(Guid id, ProofUserId user, ProofErrorType error) => refusals.Record(id, user, error);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        trail.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = DetailOf(options.Value) });
        return Task.CompletedTask;
    }

    /// <summary>Records the counted refusals. The disposal of the host waits for the files, for a bounded time.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        refusals.Flush();
        return Task.CompletedTask;
    }

    /// <summary>The settings that decide about refusals. Keys, passwords and tokens are no part of them, nor are users.</summary>
    private static string DetailOf(ProofClusterOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Front {options.Name ?? "without a name"} of cluster {options.ClusterId}: Limit.Permits {options.Limit.Permits}; "
        + $"Limit.Window {options.Limit.Window}; Access.Mode {options.Access.Mode}; Access.Allowed {options.Access.Allowed.Length} users; "
        + $"Access.Blocked {options.Access.Blocked.Length} users; MaxProofAge {options.MaxProofAge}; RequestTimeout {options.RequestTimeout}; "
        + $"AcceptTimeout {options.AcceptTimeout}.");
}
