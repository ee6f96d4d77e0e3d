namespace Shadowgraph.Proofs.Access;

/// <summary>The decision to accept or refuse a user. Immutable.</summary>
public sealed class AccessDecision
{
    private AccessDecision(bool isAllowed, string reason) => (IsAllowed, Reason) = (isAllowed, reason);

    /// <summary>The user is accepted.</summary>
    public static AccessDecision Allow { get; } = new(true, "");

    /// <summary>Whether the user is accepted.</summary>
    public bool IsAllowed { get; }

    /// <summary>The reason of a refusal, as text for users; empty for an accepted user.</summary>
    public string Reason { get; }

    /// <summary>The user is refused.</summary>
    /// <param name="reason">A sentence that the user may read: the message of the error.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static AccessDecision Deny(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new AccessDecision(false, reason);
    }

    /// <summary>The decision, with the reason if any.</summary>
    public override string ToString() => IsAllowed ? "Allowed" : $"Denied: {Reason}";
}
