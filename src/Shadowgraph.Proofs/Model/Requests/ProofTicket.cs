using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A request that was let in.</summary>
/// <param name="Id">Names it: for watching, look-up and cancelling. It can't be guessed; whoever has it can read the result.</param>
/// <param name="Completion">
/// Gives the result, whatever it is: this task never fails, and is never cancelled. See <see cref="ProofResult.EnsureCompleted"/>.
/// </param>
[JsonConverter(typeof(NoJsonConverter<ProofTicket>))]
public sealed record ProofTicket(Guid Id, Task<ProofResult> Completion)
{
    /// <summary>
    /// How long it will take from its submission to the end, as it was foretold then; null if nothing was known. For later predictions see
    /// <see cref="ProofProgress.Remaining"/>.
    /// </summary>
    public DurationPrediction? Predicted { get; init; }
}
