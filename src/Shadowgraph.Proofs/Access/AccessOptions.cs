namespace Shadowgraph.Proofs.Access;

/// <summary>Who may have proofs made, to begin with; <see cref="AccessList"/> changes it while the pipeline runs.</summary>
public sealed class AccessOptions
{
    /// <summary>Users who are let in. Addresses are the same in upper and lower case.</summary>
    /// <value>Default: empty, which means everyone.</value>
    public ISet<UserId> Allowed { get; } = new HashSet<UserId>();

    /// <summary>Users who are refused, even if they are on the allow list.</summary>
    /// <value>Default: empty.</value>
    public ISet<UserId> Blocked { get; } = new HashSet<UserId>();

    /// <summary>What becomes of requests that name no user.</summary>
    /// <value>Default: <see cref="MissingUserAccess.AsUnlisted"/>, let in while the allow list is empty.</value>
    public MissingUserAccess MissingUser { get; set; }
}
