using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The ticket of an accepted request.</summary>
/// <param name="Id">The id for watching, look-up and cancelling. Unguessable; the id grants access to the result.</param>
/// <param name="Completion">
/// A task with the result, successful or not: the task itself never fails, and is never cancelled. See <see cref="ProofResult.EnsureCompleted"/>.
/// </param>
[JsonConverter(typeof(NoJsonConverter<ProofTicket>))]
public sealed record ProofTicket(Guid Id, Task<ProofResult> Completion)
{
    /// <summary>
    /// The time from submission to the end, as predicted at submission; null if unknown. For later predictions see
    /// <see cref="ProofProgress.Remaining"/>.
    /// </summary>
    public DurationPrediction? Predicted { get; init; }
}
