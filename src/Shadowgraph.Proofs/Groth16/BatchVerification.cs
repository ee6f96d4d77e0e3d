namespace Shadowgraph.Proofs.Groth16;

/// <summary>The outcome of verifying many proofs at once.</summary>
/// <param name="Invalid">Places in the batch of the proofs that are refused, ascending.</param>
public sealed record BatchVerification(IReadOnlyList<int> Invalid)
{
    /// <summary>Whether no proof is refused.</summary>
    public bool AllValid => Invalid.Count == 0;
}
