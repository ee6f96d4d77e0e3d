using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Groth16;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>What is not paid, and by which error.</summary>
[TestFixture]
public sealed class RefusalTests
{
    private static readonly BigInteger R = Fr.Modulus;

    private TestChain _chain = null!;
    private ReputationProof _own = null!;
    private ReputationProof _anonymous = null!;

    [OneTimeSetUp]
    public async Task ProveAsync()
    {
        _chain = await TestChain.GetAsync();
        _own = await ChainWorld.ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        _anonymous = await ChainWorld.ProveAsync(_chain.Anonymous.Scope, Hidden, ProofStatement.Threshold(500_000).Anonymously(), Stranger);
    }

    /// <summary>Also in another proof's bytes: neither they nor the calldata are what is remembered.</summary>
    [Test]
    public async Task Claim_OfASpentNullifier_IsRefusedInEveryForm()
    {
        var snapshot = await _chain.Node.SnapshotAsync();
        var points = _anonymous.Links[0].Proof;
        ReputationProof[] forms =
        [
            _anonymous,
            Forge.WithPoints(_anonymous, Forge.Randomised(points, new Fr(7))),
            Forge.WithPoints(_anonymous, new Groth16Proof(-points.A, -points.B, points.C)),
            await ChainWorld.ProveAsync(_chain.Anonymous.Scope, Hidden, ProofStatement.SetMembership().Anonymously(), Ada),
        ];
        foreach (var form in forms) Assert.That((await _chain.TryAsync(_chain.Anonymous, form)).Refusal, Is.Null, "Each would be paid by itself.");
        byte[] longer = [.. ClaimCall.Encode(_anonymous), 1, 2, 3];
        Assert.That((await _chain.TryAsync(_chain.Anonymous, _anonymous, call: longer)).Refusal, Is.Null);

        Assert.That((await _chain.ClaimAsync(_chain.Anonymous, Stranger, ClaimCall.Encode(_anonymous))).Refusal, Is.Null);
        foreach (var form in forms) Assert.That((await _chain.TryAsync(_chain.Anonymous, form, time: Now + 1)).Refusal, Is.EqualTo("AlreadyClaimed"));
        Assert.That((await _chain.TryAsync(_chain.Anonymous, _anonymous, time: Now + 1, call: longer)).Refusal, Is.EqualTo("AlreadyClaimed"));
        await _chain.Node.RevertAsync(snapshot);
    }

    /// <summary>Each signal of a proof, changed: to a neighbour, past the modulus, wrapped below 0.</summary>
    [Test]
    public async Task Claim_WithAChangedSignal_IsRefused()
    {
        var call = ClaimCall.Encode(_own);
        foreach (var (signal, value, refusal) in (IEnumerable<(int, BigInteger, string)>)
        [
            (0, 1, "RootNotAccepted"), (0, Word(0) + 1, "RootNotAccepted"), (0, Word(0) + R, "RootNotAccepted"),
            (1, Word(1) + 1, "WrongScope"), (1, Word(1) + R, "WrongScope"), (1, _chain.Exact.Scope.ToFr().ToBigInteger(), "WrongScope"),
            (2, 1, "WrongMode"), (2, R, "WrongMode"),
            (3, 0, "NoConsent"), (3, Abi.Number(Grace), "NoConsent"), (3, Word(3) + R, "NoConsent"), (3, Word(3) + (BigInteger.One << 160), "NoConsent"),
            (4, 0, "NoConsent"), (4, Abi.Number(Stranger), "NoConsent"), (4, Word(4) + R, "NoConsent"),
            (5, Word(5) + 1, "WrongBounds"), (5, Word(5) - 1, "ProofInvalid"), (5, R - 1, "WrongBounds"), (5, Word(5) + R, "WrongBounds"),
            (6, Word(6) - 1, "WrongBounds"), (6, Word(6) + 1, "ProofInvalid"), (6, R - 1, "WrongBounds"), (6, 1_000_001, "WrongBounds"),
            (7, Word(7) + 1, "ProofInvalid"), (7, Word(7) - 1, "ProofInvalid"), (7, Word(7) + R, "FromTheFuture"), (7, R - 1, "FromTheFuture"),
        ])
        {
            await AssertRefusedAsync(_chain.Open, Forge.WithWord(call, Forge.FirstSignal + signal, value), refusal, $"signal {signal} = {value}");
        }

        BigInteger Word(int signal) => Forge.WordOf(call, Forge.FirstSignal + signal);
    }

    /// <summary>A named subject that is a hidden one as well, and a recipient that is a subject, both changed.</summary>
    [Test]
    public async Task Claim_MadeOutToAnother_IsRefused()
    {
        var call = ClaimCall.Encode(_own);
        var both = Forge.WithWord(Forge.WithWord(call, Forge.FirstSignal + 3, Abi.Number(Stranger)), Forge.FirstSignal + 4, Abi.Number(Stranger));
        var above = BigInteger.One << 160;
        var high = Forge.WithWord(Forge.WithWord(call, Forge.FirstSignal + 3, above), Forge.FirstSignal + 4, above);
        await AssertRefusedAsync(_chain.Open, both, "ProofInvalid", "a made-up subject");
        await AssertRefusedAsync(_chain.Open, high, "WrongMode", "a subject above 2^160");

        var anonymous = ClaimCall.Encode(_anonymous);
        await AssertRefusedAsync(
            _chain.Anonymous, Forge.WithWord(anonymous, Forge.FirstSignal + 4, Abi.Number(Ada)), "ProofInvalid", "another recipient");
        await AssertRefusedAsync(_chain.Anonymous, Forge.WithWord(anonymous, Forge.FirstSignal + 4, 0), "WrongRecipient", "no recipient");
        await AssertRefusedAsync(
            _chain.Anonymous, Forge.WithWord(anonymous, Forge.FirstSignal + 4, Abi.Number(Stranger) + above), "WrongRecipient", "above 2^160");
        var nullifier = Forge.WordOf(anonymous, Forge.FirstSignal + 2);
        await AssertRefusedAsync(
            _chain.Anonymous, Forge.WithWord(anonymous, Forge.FirstSignal + 2, nullifier + R), "SignalNotInField", "a nullifier's other encoding");
        await AssertRefusedAsync(_chain.Anonymous, Forge.WithWord(anonymous, Forge.FirstSignal + 2, 1), "ProofInvalid", "a made-up nullifier");
    }

    [Test]
    public async Task Claim_InTheOtherMode_IsRefused()
    {
        var named = await ChainWorld.ProveAsync(_chain.Anonymous.Scope, Ada, ProofStatement.Threshold(500_000), Ada);
        var hidden = await ChainWorld.ProveAsync(_chain.Open.Scope, Hidden, ProofStatement.Threshold(500_000).Anonymously(), Stranger);

        await AssertRefusedAsync(_chain.Anonymous, ClaimCall.Encode(named), "WrongMode", "a named subject");
        await AssertRefusedAsync(_chain.Open, ClaimCall.Encode(hidden), "NoConsent", "a hidden subject");
        await AssertRefusedAsync(
            _chain.Open, ClaimCall.Encode(hidden, await _chain.Open.ConsentAsync(Hidden, Stranger)), "WrongMode", "a hidden subject that signs");
    }

    [Test]
    public async Task Claim_OfABoundOfAnotherKind_IsRefused()
    {
        var threshold = await ChainWorld.ProveAsync(_chain.Exact.Scope, Ada, ProofStatement.Threshold(500_000), Ada);
        var narrow = await _chain.DeployAsync(_chain.Terms("narrow") with { Bounds = new ScoreBounds(500_000, 990_000) }, Circuits.CircuitSize.Small);

        await AssertRefusedAsync(_chain.Exact, ClaimCall.Encode(threshold), "WrongBounds", "a threshold where one score is asked for");
        foreach (var (statement, isPaid) in (IEnumerable<(ProofStatement, bool)>)
        [
            (ProofStatement.Range(500_000, 990_000), true), (ProofStatement.Range(499_999, 990_000), false),
            (ProofStatement.Range(500_000, 990_001), false), (ProofStatement.Threshold(500_000), false), (ProofStatement.Exact(), true),
        ])
        {
            var proof = await ChainWorld.ProveAsync(narrow.Scope, Ada, statement, Ada);
            Assert.That((await _chain.TryAsync(narrow, proof)).Refusal, isPaid ? Is.Null : Is.EqualTo("WrongBounds"), statement.ToString());
        }
    }

    [Test]
    public async Task Claim_WithPointsThatAreNone_IsRefused()
    {
        var call = ClaimCall.Encode(_own);
        var (a, b, c) = (1, 3, 7);
        BigInteger q = Fp.Modulus;
        for (var word = a; word < Forge.FirstSignal; word++)
        {
            var value = Forge.WordOf(call, word);
            var isB = word >= b && word < c;
            await AssertRefusedAsync(_chain.Open, Forge.WithWord(call, word, value + 1), isB ? "PrecompileFailed" : "PointNotOnCurve", $"word {word} + 1");
            await AssertRefusedAsync(_chain.Open, Forge.WithWord(call, word, value + q), "PointNotOnCurve", $"word {word} + q");
        }

        await AssertRefusedAsync(_chain.Open, Zeros(call, a, 2), "PointNotOnCurve", "A at infinity");
        await AssertRefusedAsync(_chain.Open, Zeros(call, b, 4), "PointNotOnCurve", "B at infinity");
        await AssertRefusedAsync(_chain.Open, Zeros(call, c, 2), "PointNotOnCurve", "C at infinity");
        var points = _own.Links[0].Proof;
        var outside = Forge.WithPoints(_own, new Groth16Proof(points.A, OutsidePoints.OutsideSubgroup, points.C));
        await AssertRefusedAsync(_chain.Open, ClaimCall.Encode(outside), "PrecompileFailed", "B outside its subgroup");
        await AssertRefusedAsync(
            _chain.Open, ClaimCall.Encode(Forge.WithPoints(_own, new Groth16Proof(points.C, points.B, points.A))), "ProofInvalid", "A and C exchanged");

        static byte[] Zeros(byte[] call, int from, int count)
        {
            for (var i = 0; i < count; i++) call = Forge.WithWord(call, from + i, 0);
            return call;
        }
    }

    [Test]
    public async Task Claim_OfTruncatedCalldata_IsRefused()
    {
        var call = ClaimCall.Encode(_own);
        foreach (var length in (int[])[3, 4, 5, 36, call.Length / 2, call.Length - 32, call.Length - 1])
            await AssertRefusedAsync(_chain.Open, call[..length], "no data", $"{length} bytes");
    }

    [Test]
    public async Task Claim_OfACircuitThatIsNotThere_IsRefused()
    {
        var call = ClaimCall.Encode(_own);
        foreach (var circuit in (BigInteger[])[3, 256, BigInteger.Pow(2, 256) - 1])
            await AssertRefusedAsync(_chain.Open, Forge.WithWord(call, 0, circuit), "CircuitNotAccepted", $"circuit {circuit}");
        await AssertRefusedAsync(_chain.Open, Forge.WithWord(call, 0, 1), "ProofInvalid", "another circuit's key");
        var small = await _chain.DeployAsync(_chain.Terms("small"), Circuits.CircuitSize.Small);
        var medium = await ChainWorld.ProveAsync(small.Scope, Ada, ProofStatement.Exact(), Ada, Circuits.CircuitSize.Medium);
        await AssertRefusedAsync(small, ClaimCall.Encode(medium), "CircuitNotAccepted", "a circuit without a verifier");
    }

    /// <summary>At every amount of gas the claim is paid whole and marked, or neither.</summary>
    [Test]
    public async Task Claim_WithTooLittleGas_PaysNobodyAndMarksNothing()
    {
        var call = ClaimCall.Encode(_own);
        var needed = (await _chain.TryAsync(_chain.Open, _own)).Gas;
        var refusals = new HashSet<string>();
        foreach (var gas in Enumerable.Range(0, 60).Select(i => 45_000 + ((needed - 45_000) * i / 58)))
        {
            var snapshot = await _chain.Node.SnapshotAsync();
            var outcome = await _chain.ClaimAsync(_chain.Open, Ada, call, Now, gas);
            Assert.That(await _chain.IsClaimedAsync(_chain.Open, Abi.Number(Ada)), Is.EqualTo(outcome.Refusal is null), $"{gas} gas");
            Assert.That(outcome.Refusal, Is.Not.EqualTo("ProofInvalid").And.Not.EqualTo("PrecompileFailed"), $"{gas} gas: the proof is good.");
            refusals.Add(outcome.Refusal ?? "paid");
            await _chain.Node.RevertAsync(snapshot);
        }

        Assert.That(refusals, Is.SupersetOf(new[] { "NotEnoughGas", "paid" }));
    }

    /// <summary>A malformed B burns no more than the bound, whatever there is.</summary>
    [Test]
    public async Task Claim_WithAMalformedPoint_BurnsNoMoreThanTheBound()
    {
        var points = _own.Links[0].Proof;
        var outside = Forge.WithPoints(_own, new Groth16Proof(points.A, OutsidePoints.OutsideSubgroup, points.C));

        var outcome = await _chain.TryAsync(_chain.Open, outside);

        Assert.That(outcome.Refusal, Is.EqualTo("PrecompileFailed"));
        Assert.That(outcome.Gas, Is.InRange(4 * 120_000, (4 * 120_000) + 120_000));
    }

    private async Task AssertRefusedAsync(Campaign campaign, byte[] call, string refusal, string what) => Assert.That(
        (await _chain.TryAsync(campaign, _own, call: call)).Refusal, Is.EqualTo(refusal), what);
}
