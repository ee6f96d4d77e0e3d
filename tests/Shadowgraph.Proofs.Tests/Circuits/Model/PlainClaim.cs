using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// A claim in plain integers, and the links that an honest prover makes of it. The hashes are the library's Poseidon; all else is
/// independent of the code under test.
/// </summary>
internal sealed record PlainClaim
{
    public required IReadOnlyList<PlainAttestation> Attestations { get; init; }

    public BigInteger AsOf { get; init; } = 1_800_000_000;

    /// <summary>The address, or 0 for a hidden subject.</summary>
    public BigInteger Subject { get; init; } = BigInteger.Pow(2, 160) - 987_654_321;

    public Fr Secret { get; init; } = 123_456_789;

    /// <summary>The hash of what the circuit does not read.</summary>
    public Fr Contexts { get; init; } = 24_680;

    public Fr Salt { get; init; } = 987_654_321;

    public Fr Scope { get; init; } = 31_337;

    public Fr Recipient { get; init; } = 4_711;

    public IReadOnlyList<Fr> Siblings { get; init; } = [11, 0, 13];

    public IReadOnlyList<bool> Sides { get; init; } = [true, false, true];

    /// <summary>The exact score if not given.</summary>
    public BigInteger? MinScore { get; init; }

    /// <summary>The exact score if not given.</summary>
    public BigInteger? MaxScore { get; init; }

    /// <summary>What a dishonest publisher, or a forger who needs a leaf of his own, commits as the count.</summary>
    public int? ForgedCount { get; init; }

    public bool IsAnonymous => Subject.IsZero;

    public PlainSums Sums => PlainSums.Of(Attestations, AsOf);

    public Fr SubjectKey => IsAnonymous ? Poseidon.Hash(Secret) : Fr.FromBigInteger(Subject);

    public Fr Nullifier => IsAnonymous
        ? Poseidon.Hash(Fr.FromBigInteger(new("shadowgraph/nullifier/v1"u8, isUnsigned: true, isBigEndian: true)), Secret, Scope)
        : Fr.Zero;

    public Fr Leaf => Poseidon.Hash(SubjectKey, Chain(Attestations.Count), Contexts, ForgedCount ?? Attestations.Count, Salt);

    public Fr Root
    {
        get
        {
            var node = Leaf;
            for (var i = 0; i < Siblings.Count; i++) node = Sides[i] ? Poseidon.Hash(Siblings[i], node) : Poseidon.Hash(node, Siblings[i]);
            return node;
        }
    }

    /// <summary>All links, each but the last full.</summary>
    public IReadOnlyList<ReputationLinkWitness> Links(int slots, bool emptyLast = false)
    {
        var count = Math.Max(1, (Attestations.Count + slots - 1) / slots) + (emptyLast ? 1 : 0);
        return [.. Enumerable.Range(0, count).Select(i => Link(i, count, slots))];
    }

    /// <summary>The only link.</summary>
    public ReputationLinkWitness OneLink() => Link(0, 1, Attestations.Count);

    /// <summary>What has been summed up over the first attestations.</summary>
    public LinkState StateAfter(int attestations)
    {
        var sums = PlainSums.Of(Attestations.Take(attestations), AsOf);
        return new(Chain(attestations), attestations, Fr.FromBigInteger(sums.R), Fr.FromBigInteger(sums.S), Fr.FromBigInteger(sums.Q));
    }

    private static Fr Blinding(int link) => Poseidon.Hash((Fr)(1_000 + link));

    private ReputationLinkWitness Link(int index, int count, int slots)
    {
        var asOf = Fr.FromBigIntegerReduced(AsOf);
        var (start, end) = (Math.Min(index * slots, Attestations.Count), Math.Min((index + 1) * slots, Attestations.Count));
        var isLast = index == count - 1;
        var link = new ReputationLinkWitness
        {
            AsOf = asOf,
            Attestations = [.. Attestations.Skip(start).Take(end - start).Select(each => each.Numbers)],
            Previous = index == 0 ? LinkState.Start : StateAfter(start),
            PreviousBlinding = index == 0 ? Fr.Zero : Blinding(index),
            PreviousState = index == 0 ? Fr.Zero : StateHash(start, Blinding(index)),
            NextBlinding = isLast ? Fr.Zero : Blinding(index + 1),
            NextState = isLast ? Fr.Zero : StateHash(end, Blinding(index + 1)),
        };
        return isLast ? Claim(link) : link;
    }

    private ReputationLinkWitness Claim(ReputationLinkWitness link) => link with
    {
        RegistryRoot = Root,
        Scope = Scope,
        Nullifier = Nullifier,
        Subject = Fr.FromBigInteger(Subject),
        Recipient = Recipient,
        MinScore = Fr.FromBigIntegerReduced(MinScore ?? Sums.Score),
        MaxScore = Fr.FromBigIntegerReduced(MaxScore ?? Sums.Score),
        Secret = IsAnonymous ? Secret : Fr.Zero,
        Contexts = Contexts,
        Salt = Salt,
        Siblings = Siblings,
        Sides = Sides,
    };

    private Fr StateHash(int attestations, in Fr blinding)
    {
        var state = StateAfter(attestations);
        return Poseidon.Hash(state.Chain, state.Count, state.R, state.S, state.Q, Fr.FromBigIntegerReduced(AsOf), blinding);
    }

    private Fr Chain(int attestations)
    {
        var chain = Fr.Zero;
        foreach (var block in Attestations.Take(attestations).Chunk(24)) chain = Poseidon.Hash(PlainAttestation.Block(block), chain);
        return chain;
    }
}
