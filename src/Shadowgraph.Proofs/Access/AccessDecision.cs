namespace Shadowgraph.Proofs.Access;

/// <summary>Whether a user is let in. Immutable.</summary>
public sealed class AccessDecision
{
    private AccessDecision(bool isAllowed, string reason) => (IsAllowed, Reason) = (isAllowed, reason);

    /// <summary>The user is let in.</summary>
    public static AccessDecision Allow { get; } = new(true, "");

    /// <summary>Whether the user is let in.</summary>
    public bool IsAllowed { get; }

    /// <summary>Why not, for people to read; empty if the user is let in.</summary>
    public string Reason { get; }

    /// <summary>The user is not let in.</summary>
    /// <param name="reason">A sentence that the user may read: it becomes the message of the error.</param>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static AccessDecision Deny(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new AccessDecision(false, reason);
    }

    /// <summary>The decision, and the reason if there is one.</summary>
    public override string ToString() => IsAllowed ? "Allowed" : $"Denied: {Reason}";
}
