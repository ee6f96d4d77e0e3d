namespace Shadowgraph.Proofs.Limits;

/// <summary>A user who has taken permits within the window.</summary>
internal sealed class UserWindow(ProofUserId user)
{
    public ProofUserId User => user;

    public GrantRing Grants { get; } = new();
}
