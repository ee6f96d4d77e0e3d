namespace Shadowgraph.Proofs.Limits;

/// <summary>A user with permits within the window.</summary>
internal sealed class UserWindow(ProofUserId user)
{
    public ProofUserId User => user;

    public GrantRing Grants { get; } = new();
}
