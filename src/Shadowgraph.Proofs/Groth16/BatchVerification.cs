namespace Shadowgraph.Proofs.Groth16;

/// <summary>The result of a batch verification.</summary>
/// <param name="Invalid">Indices of the rejected proofs in the batch, ascending.</param>
public sealed record BatchVerification(IReadOnlyList<int> Invalid)
{
    /// <summary>Whether no proof is rejected.</summary>
    public bool AllValid => Invalid.Count == 0;
}
