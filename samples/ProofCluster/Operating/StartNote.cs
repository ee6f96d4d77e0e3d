using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Operating;

/// <summary>
/// The entry of the audit trail that every start of a request writes. The entry connects the request of the cluster with the request of the silo's
/// pipeline: the entries of a pipeline have the id of the pipeline's request.
/// </summary>
internal static class StartNote
{
    /// <summary>Makes the entry of a start.</summary>
    /// <param name="id">The request of the cluster.</param>
    /// <param name="start">The number of the start.</param>
    /// <param name="silo">The silo's name.</param>
    /// <param name="pipelineRequest">The request of the silo's pipeline.</param>
    /// <param name="user">The user of the request.</param>
    public static AuditEvent Make(Guid id, int start, string silo, Guid pipelineRequest, ProofUserId user) => new()
    {
        Action = AuditAction.Configuration,
        RequestId = pipelineRequest,
        UserId = user,
        Detail = $"{BeginningFor(id)} start {start}, on {silo}.",
    };

    /// <summary>Whether an entry is about a start of a request of the cluster.</summary>
    public static bool IsAbout(AuditEntry entry, Guid id) =>
        entry.Action == AuditAction.Configuration && entry.Detail is { } detail && detail.StartsWith(BeginningFor(id), StringComparison.Ordinal);

    private static string BeginningFor(Guid id) => $"Request {id:N} of the cluster,";
}
