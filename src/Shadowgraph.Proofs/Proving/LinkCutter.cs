using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// Cuts a claim into links: each link takes as many attestations as its circuit holds, the last link the rest, and hands its sums on under a
/// commitment with a fresh blinding. All links but the last are full, so the cut adds no information to the bundle.
/// </summary>
internal sealed class LinkCutter(ProofClaim claim, ProofPlan plan) : IDisposable
{
    private readonly int _capacity = plan.Size.Capacity();
    private int _taken;
    private LinkState _sums = LinkState.Start;
    private FusionTotals _totals;
    private Fr _state;
    private SecretScalar? _blinding;

    /// <summary>Inputs of the next link, for the caller to dispose. To be called once per link.</summary>
    public ReputationLinkWitness Next()
    {
        var count = Math.Min(_capacity, claim.Attestations.Length - _taken);
        var attestations = claim.Attestations.Slice(_taken, count);
        var numbers = new SlotNumbers[count];
        for (var i = 0; i < count; i++) numbers[i] = NumbersOf(attestations[i].Evidence);
        _taken += count;
        return _taken == claim.Attestations.Length ? Last(numbers) : Middle(numbers, attestations);
    }

    /// <summary>The numbers to which the registry commits, as the circuit takes them.</summary>
    public static SlotNumbers NumbersOf(in QuantizedEvidence evidence) => new(evidence.R, evidence.S, evidence.A, evidence.W, evidence.Expiry);

    /// <summary>Clears the blinding between the links.</summary>
    public void Dispose() => _blinding?.Dispose();

    private ReputationLinkWitness Middle(SlotNumbers[] numbers, ReadOnlySpan<QuantizedAttestation> attestations)
    {
        var (previous, previousState) = (_sums, _state);
        using var previousBlinding = _blinding;
        foreach (ref readonly var attestation in attestations)
        {
            if (attestation.Evidence.IsActive(claim.AsOf)) _totals = _totals.Add(attestation.Evidence);
        }

        _sums = new LinkState(
            BundleHashing.ExtendEvidence(previous.Chain, attestations), (ulong)_taken, ToFr(_totals.R), ToFr(_totals.S), ToFr(_totals.Q));
        _blinding = new SecretScalar(Fr.Random());
        _state = _sums.Commit(claim.AsOf, _blinding.Value);
        return new ReputationLinkWitness
        {
            AsOf = claim.AsOf,
            Previous = previous,
            PreviousState = previousState,
            PreviousBlinding = previousBlinding?.Value ?? Fr.Zero,
            NextState = _state,
            NextBlinding = _blinding.Value,
            Attestations = numbers,
        };
    }

    private ReputationLinkWitness Last(SlotNumbers[] numbers) => new()
    {
        RegistryRoot = claim.Root,
        Scope = claim.Scope,
        Nullifier = claim.Nullifier,
        Subject = claim.Subject,
        Recipient = claim.Recipient,
        MinScore = claim.Bounds.Minimum,
        MaxScore = claim.Bounds.Maximum,
        AsOf = claim.AsOf,
        Previous = _sums,
        PreviousState = _state,
        PreviousBlinding = _blinding?.Value ?? Fr.Zero,
        Attestations = numbers,
        Secret = claim.Secret,
        Contexts = claim.Contexts,
        Salt = claim.Salt,
        Siblings = claim.Siblings,
        Sides = claim.Sides,
    };

    private static Fr ToFr(UInt128 value) => Fr.FromCanonicalUnchecked(new Limbs((ulong)value, (ulong)(value >> 64), 0, 0));
}
