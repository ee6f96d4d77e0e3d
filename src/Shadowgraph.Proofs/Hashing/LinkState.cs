using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>The sums of a proof's links so far.</summary>
/// <param name="Chain">The chain over the attestations so far.</param>
/// <param name="Count">The number of these attestations, below 2²⁰.</param>
/// <param name="R">Positive evidence of active attestations: sum of w·r, below 2⁷⁶.</param>
/// <param name="S">Negative evidence: sum of w·s, below 2⁷⁶.</param>
/// <param name="Q">Sum of a·w·(r + s), below 2⁹⁷.</param>
internal sealed record LinkState(Fr Chain, Fr Count, Fr R, Fr S, Fr Q)
{
    /// <summary>The empty state before the first link.</summary>
    public static LinkState Start { get; } = new(default, default, default, default, default);

    /// <summary>The public value between two links, which is 0 at both ends of a proof.</summary>
    /// <param name="asOf">Unix seconds, equal on all links.</param>
    /// <param name="blinding">Uniform and fresh for every link: hides the sums.</param>
    public Fr Commit(in Fr asOf, in Fr blinding) => Poseidon.Hash(Chain, Count, R, S, Q, asOf, blinding);

    /// <summary>Returns the type name only: the sums are the prover's secret, which a record would print.</summary>
    public override string ToString() => nameof(LinkState);
}
