using ProofServer.Api;
using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Live;

/// <summary>The caller's view of the queue.</summary>
internal static class QueueView
{
    /// <summary>The number of latest ended requests that are shown.</summary>
    private const int MostEnded = 30;

    /// <summary>Requests that are shown at all.</summary>
    private const int MostShown = 300;

    public static QueueAnswer Of(PipelineSnapshot snapshot, Caller caller)
    {
        var (open, ended) = (new List<QueueEntry>(), new List<QueueEntry>());
        foreach (var status in snapshot.Requests)
        {
            var isMine = status.UserId == caller.User;
            if (!status.Progress.IsFinal) open.Add(Entry(status, isMine, isMine || caller.IsOperator));
            else if (isMine || caller.IsOperator) ended.Add(Entry(status, isMine, true));
        }

        return new QueueAnswer(
            snapshot.IsAccepting, StatisticsAnswer.Of(snapshot.Statistics),
            [.. open.OrderBy(entry => entry.State == ProofState.Processing ? -1 : entry.Position ?? 0).Take(MostShown), .. ended.TakeLast(MostEnded).Reverse()]);
    }

    private static QueueEntry Entry(ProofStatus status, bool isMine, bool isWhole)
    {
        var progress = status.Progress;
        var seen = new QueueEntry(status.State, progress.Stage, progress.Percent, progress.Position) { IsMine = isMine };
        return isWhole
            ? seen with
            {
                RequestId = status.Id,
                User = status.UserId.ToString(),
                Priority = status.Priority,
                SubmittedAt = status.SubmittedAt,
                Description = progress.Description,
                Remaining = RemainingAnswer.Of(progress.Remaining),
                Error = status.Error,
            }
            : seen;
    }
}
