using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The proof at which a request has arrived.</summary>
/// <param name="InFlight">The proof; null if admission has stopped.</param>
/// <param name="Joined">Whether the proof existed before.</param>
/// <param name="NeedsRaise">Whether the queue must be told of a higher priority.</param>
internal readonly record struct JoinResult(InFlightProof? InFlight, bool Joined, bool NeedsRaise)
{
    public static JoinResult Closed => default;

    [MemberNotNullWhen(false, nameof(InFlight))]
    public bool IsClosed => InFlight is null;
}
