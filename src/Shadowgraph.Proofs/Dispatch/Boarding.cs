using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Where a request has come in.</summary>
/// <param name="Flight">Its flight; null if no more requests are let in.</param>
/// <param name="Joined">Whether the flight was on its way already.</param>
/// <param name="NeedsRaise">Whether the queue must be told of a higher priority.</param>
internal readonly record struct Boarding(Flight? Flight, bool Joined, bool NeedsRaise)
{
    public static Boarding Closed => default;

    [MemberNotNullWhen(false, nameof(Flight))]
    public bool IsClosed => Flight is null;
}
