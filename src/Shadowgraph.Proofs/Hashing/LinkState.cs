using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>What the links of a proof have summed up so far.</summary>
/// <param name="Chain">The chain over the attestations seen.</param>
/// <param name="Count">How many these are, below 2²⁰.</param>
/// <param name="R">Positive evidence of the active ones: sum of w·r, below 2⁷⁶.</param>
/// <param name="S">Negative evidence: sum of w·s, below 2⁷⁶.</param>
/// <param name="Q">Sum of a·w·(r + s), below 2⁹⁷.</param>
internal sealed record LinkState(Fr Chain, Fr Count, Fr R, Fr S, Fr Q)
{
    /// <summary>Nothing seen: what the first link starts from.</summary>
    public static LinkState Start { get; } = new(default, default, default, default, default);

    /// <summary>The public value between two links. At the two ends of a proof it is 0 instead.</summary>
    /// <param name="asOf">Unix seconds, the same on all links.</param>
    /// <param name="blinding">Uniform and fresh for every link: it hides the sums.</param>
    public Fr Commit(in Fr asOf, in Fr blinding) => Poseidon.Hash(Chain, Count, R, S, Q, asOf, blinding);

    /// <summary>The type only: the sums are the prover's secret, and a record would print them.</summary>
    public override string ToString() => nameof(LinkState);
}
