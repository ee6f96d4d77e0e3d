namespace Shadowgraph.Proofs.Limits;

/// <summary>A user who has taken permits within the window.</summary>
internal sealed class UserWindow(UserId user)
{
    public UserId User => user;

    public GrantRing Grants { get; } = new();
}
