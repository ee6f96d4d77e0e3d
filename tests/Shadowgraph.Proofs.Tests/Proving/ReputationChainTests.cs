using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>Links that are valid Groth16 proofs and still prove nothing. Budget: 15 s.</summary>
[TestFixture]
public sealed class ReputationChainTests
{
    private ReputationVerifier _verifier = null!;
    private ReputationProof _chain = null!;

    [OneTimeSetUp]
    public async Task ProveOnce()
    {
        _verifier = await VerifierAsync();
        _chain = await ChainAsync();
    }

    [Test]
    public async Task Verify_ALoneLastLinkWithAnInventedState_Fails()
    {
        // Every attestation but the last few is replaced by sums of the forger's choice: the circuit is satisfied, and the proof is valid.
        var forged = await ProveInventedStateAsync(Named, ProofStatement.Threshold(999_000));

        Assert.That(forged.Bounds.Minimum, Is.EqualTo(999_000));
        AssertFails(forged, ReputationCheck.Chain);
    }

    [Test]
    public void Verify_ALoneLastLink_Fails() => AssertFails(Of(_chain.Links[2]), ReputationCheck.Chain);

    [Test]
    public void Verify_ALoneMiddleLink_Fails() => AssertContains(Of(_chain.Links[1]), ReputationCheck.Chain);

    [Test]
    public void Verify_ALoneFirstLink_Fails() => AssertContains(Of(_chain.Links[0]), ReputationCheck.Chain);

    [Test]
    public void Verify_LinksSwapped_Fails() => AssertContains(Of(_chain.Links[1], _chain.Links[0], _chain.Links[2]), ReputationCheck.Chain);

    [Test]
    public void Verify_TheLastLinkInTheMiddle_FailsForChainAndInnerSignals()
    {
        var mixed = Of(_chain.Links[0], _chain.Links[2], _chain.Links[1]);

        AssertContains(mixed, ReputationCheck.Chain);
        AssertContains(mixed, ReputationCheck.InnerSignals);
    }

    [TestCase(0)]
    [TestCase(1)]
    public void Verify_ALinkDropped_Fails(int dropped) =>
        AssertFails(Of([.. _chain.Links.Where((_, i) => i != dropped)]), ReputationCheck.Chain);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Verify_ALinkRepeated_Fails(int repeated)
    {
        var links = _chain.Links.ToList();
        links.Insert(repeated, links[repeated]);

        AssertContains(Of([.. links]), ReputationCheck.Chain);
    }

    [Test]
    public async Task Verify_LinksOfTwoSubjects_Fails()
    {
        var other = await FirstLinksAsync(OtherLong, AsOf, 2);
        for (var from = 1; from <= 2; from++)
        {
            ReputationProofLink[] spliced = [.. other.Take(from), .. _chain.Links.Skip(from)];
            AssertFails(Of(spliced), ReputationCheck.Chain);
        }
    }

    [Test]
    public async Task Verify_LinksOfTwoTimes_Fails()
    {
        var earlier = await FirstLinksAsync(Long, AsOf.AddMinutes(-1), 1);
        var spliced = Of(earlier[0], _chain.Links[1], _chain.Links[2]);

        AssertContains(spliced, ReputationCheck.OneAsOf);
        AssertContains(spliced, ReputationCheck.Chain);
    }

    [Test]
    public void Verify_StatesMadeToMatch_FailsInTheProof()
    {
        // The forger renames the states so that links of another order connect: signals are bound to their proofs.
        var signals = _chain.Links[2].Signals.ToArray();
        signals[ReputationSignals.PreviousState] = _chain.Links[0].Signals[ReputationSignals.NextState];
        var renamed = Of(_chain.Links[0], new ReputationProofLink(_chain.Links[2].Proof, signals));

        AssertFails(renamed, ReputationCheck.Proof);
    }

    [Test]
    public void Verify_InnerSignalsMadeToShowSomething_Fails()
    {
        var signals = _chain.Links[0].Signals.ToArray();
        signals[ReputationSignals.Recipient] = Recipient.ToFr();
        var dressed = Of(new ReputationProofLink(_chain.Links[0].Proof, signals), _chain.Links[1], _chain.Links[2]);

        AssertContains(dressed, ReputationCheck.InnerSignals);
    }

    [Test]
    public void Verify_MoreLinksThanAccepted_FailsWithoutVerifyingThem()
    {
        var failures = _verifier.Verify(_chain, Expect() with { MaxLinks = 2 }).Failures;

        Assert.That(failures.Select(failure => failure.Check), Is.EqualTo(new[] { ReputationCheck.LinkCount }));
    }

    [Test]
    public async Task Solve_ANamedProofOfAHiddenSubject_ViolatesAConstraint()
    {
        var opening = People.Open(Hidden);
        var job = Job(Hidden, ProofStatement.SetMembership().Anonymously());
        var plan = new ProofPlan(CircuitSize.Small, opening.AttestationCount);
        using var cutter = new LinkCutter(ProofClaim.Check(job, plan), plan);
        using var honest = cutter.Next();
        var forged = Named(honest);

        var circuit = ReputationCircuits.Get(CircuitSize.Small);
        using var inputs = forged.ToInputs(CircuitSize.Small);
        using var witness = circuit.SolveUnchecked(inputs, (_, value) => value);
        var key = await KeyStore.GetAsync(CircuitSize.Small);

        Assert.That(circuit.R1cs.FirstViolated(witness), Is.Not.Null);
        Assert.That(() => new Groth16Prover(key).Prove(witness), Throws.TypeOf<WitnessRejectedException>());

        static ReputationLinkWitness Named(ReputationLinkWitness honest) => new()
        {
            RegistryRoot = honest.RegistryRoot,
            Scope = honest.Scope,
            Subject = Hidden.ToFr(),
            Recipient = honest.Recipient,
            MinScore = honest.MinScore,
            MaxScore = honest.MaxScore,
            AsOf = honest.AsOf,
            Attestations = honest.Attestations,
            Contexts = honest.Contexts,
            Salt = honest.Salt,
            Siblings = honest.Siblings,
            Sides = honest.Sides,
        };
    }

    private static ReputationProof Of(params ReputationProofLink[] links) => new(CircuitSize.Small, KeyHash(), links);

    private static string KeyHash() => KeyStore.GetAsync(CircuitSize.Small).GetAwaiter().GetResult().VerifyingKey.Hash;

    private static async Task<ReputationProof> ProveInventedStateAsync(EvmAddress subject, ProofStatement statement)
    {
        var opening = People.Open(subject);
        const int kept = 16;
        var before = opening.Attestations.AsSpan()[..^kept];
        Assert.That(before.Length % Commitments.SlotsPerBlock, Is.Zero, "A link begins with a block.");
        var asOf = (ulong)AsOf.ToUnixTimeSeconds();
        var invented = new LinkState(BundleHashing.ExtendEvidence(Fr.Zero, before), (ulong)before.Length, 1UL << 62, 0, 1UL << 62);
        var blinding = Fr.Random();
        var bounds = statement.Bounds!.Value;
        var last = new ReputationLinkWitness
        {
            RegistryRoot = opening.Root,
            Scope = Scope.ToFr(),
            Subject = subject.ToFr(),
            Recipient = Recipient.ToFr(),
            MinScore = bounds.Minimum,
            MaxScore = bounds.Maximum,
            AsOf = asOf,
            Previous = invented,
            PreviousState = invented.Commit(asOf, blinding),
            PreviousBlinding = blinding,
            Attestations = [.. opening.Attestations[^kept..].Select(attestation => LinkCutter.NumbersOf(attestation.Evidence))],
            Contexts = opening.Bundle.Hash.Contexts,
            Salt = opening.Salt,
            Siblings = opening.Path.Siblings,
            Sides = opening.Path.Sides,
        };
        return Of(await ProveLinkAsync(last));
    }

    private void AssertFails(ReputationProof proof, ReputationCheck check) =>
        Assert.That(_verifier.Verify(proof, Expect()).Failures.Select(failure => failure.Check).Distinct(), Is.EqualTo(new[] { check }));

    private void AssertContains(ReputationProof proof, ReputationCheck check) =>
        Assert.That(_verifier.Verify(proof, Expect()).Failures.Select(failure => failure.Check), Does.Contain(check));
}
