using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>What holds for the entries of every request, whatever happens.</summary>
internal static class AuditRules
{
    private static readonly AuditAction[] Ends =
        [AuditAction.Refused, AuditAction.Completed, AuditAction.Failed, AuditAction.Cancelled];

    // Refusals that stand for others name no request; what is refused at the door has no beginning.
    private static IEnumerable<AuditEntry> EntriesOf(IAuditTrail trail)
    {
        var known = trail.Recent();
        var requests = known.Select(entry => entry.RequestId).ToHashSet();
        return known.Concat(trail.RecentRefusals().Where(entry => requests.Contains(entry.RequestId)));
    }

    /// <summary>The requests that do not begin once and end once, as the trail has them.</summary>
    public static IEnumerable<string> ViolationsOf(IAuditTrail trail)
    {
        foreach (var request in EntriesOf(trail).Where(entry => entry.RequestId is not null).GroupBy(entry => entry.RequestId!.Value))
        {
            var actions = request.Select(entry => entry.Action).ToArray();
            var begins = actions[0] == AuditAction.Requested;
            if (!begins && trail.Anchor.Sequence > 0) continue; // its beginning is not in memory any more
            if (!begins || actions.Count(action => action == AuditAction.Requested) != 1 || actions.Count(Ends.Contains) != 1)
                yield return $"{request.Key}: {string.Join(", ", actions)}";
            if (request.Select(entry => entry.UserId).Distinct().Count() != 1) yield return $"{request.Key}: it has several users.";
        }
    }
}
