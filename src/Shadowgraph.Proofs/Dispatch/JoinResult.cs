using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Where a request has come in.</summary>
/// <param name="InFlight">Its proof; null if no more requests are let in.</param>
/// <param name="Joined">Whether the proof was on its way already.</param>
/// <param name="NeedsRaise">Whether the queue must be told of a higher priority.</param>
internal readonly record struct JoinResult(InFlightProof? InFlight, bool Joined, bool NeedsRaise)
{
    public static JoinResult Closed => default;

    [MemberNotNullWhen(false, nameof(InFlight))]
    public bool IsClosed => InFlight is null;
}
