using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Who is paid for a named subject: the subject, or a recipient that the subject has signed for.</summary>
[TestFixture]
public sealed class ConsentTests
{
    // The order of secp256k1.
    private static readonly BigInteger Order = BigInteger.Parse(
        "0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);

    private TestChain _chain = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _chain = await TestChain.GetAsync();

    /// <summary>Whoever holds the opening can make the proof, and choose the recipient.</summary>
    [Test]
    public async Task Claim_WithTheOpeningInAStrangersHands_PaysNothing()
    {
        var stolen = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Stranger);
        var verifier = await VerifierAsync();
        var terms = _chain.Open.Terms;
        var expectation = terms.Expect(_chain.Open.Scope, Stranger, Registry.Root);

        Assert.That((await _chain.TryAsync(_chain.Open, stolen)).Refusal, Is.EqualTo("NoConsent"));
        Assert.That(
            (await _chain.TryAsync(_chain.Open, stolen, await _chain.Open.ConsentAsync(Stranger, Stranger))).Refusal, Is.EqualTo("NoConsent"));
        Assert.That(
            verifier.VerifyAt(stolen, expectation, AsOf.AddMinutes(10)).Failures.Select(failure => failure.Check),
            Is.EqualTo(new[] { ReputationCheck.Recipient }));
        Assert.That(
            verifier.VerifyAt(stolen, expectation with { RequireRecipientIsSubject = false }, AsOf.AddMinutes(10)).IsValid, Is.True,
            "The proof itself is good.");
    }

    [Test]
    public async Task ClaimWithConsent_OfTheSubject_PaysTheRecipient([Values] bool isChain)
    {
        var subject = isChain ? Grace : Ada;
        var proof = await ProveAsync(_chain.Open.Scope, subject, ProofStatement.Exact(), Stranger);

        var outcome = await _chain.TryAsync(_chain.Open, proof, await _chain.Open.ConsentAsync(subject, Stranger));

        Assert.That(outcome.Refusal, Is.Null);
        Assert.That(outcome.Paid, Is.EqualTo(PayoutReference.Of(_chain.Open.Terms, proof.Bounds.Minimum)));
    }

    [Test]
    public async Task ClaimWithConsent_OfAnythingElse_IsRefused()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Stranger);
        var good = (await _chain.Open.ConsentAsync(Ada, Stranger)).Signature;
        foreach (var (what, signature) in (IEnumerable<(string, byte[])>)
        [
            ("for another recipient", (await _chain.Open.ConsentAsync(Ada, Owner)).Signature),
            ("for another campaign", (await _chain.Exact.ConsentAsync(Ada, Stranger)).Signature),
            ("of another account", (await _chain.Open.ConsentAsync(Grace, Stranger)).Signature),
            ("in its other form", [.. good[..32], .. Abi.Word(Order - Abi.Number(good.AsSpan(32, 32))), (byte)(55 - good[64])]),
            ("of zeros", new byte[65]),
            ("of another v", [.. good[..64], (byte)(good[64] ^ 1)]),
            ("of a v that is none", [.. good[..64], 0]),
        ])
        {
            Assert.That((await _chain.TryAsync(_chain.Open, proof, new Consent(signature))).Refusal, Is.EqualTo("NoConsent"), what);
        }

        // A proof to the subject itself needs no consent, and takes one.
        var own = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        Assert.That((await _chain.TryAsync(_chain.Open, own, await _chain.Open.ConsentAsync(Ada, Ada))).Refusal, Is.Null);
    }

    [Test]
    public async Task ClaimWithConsent_OfAnAnonymousProof_IsRefused()
    {
        var proof = await ProveAsync(_chain.Anonymous.Scope, Hidden, ProofStatement.Threshold(500_000).Anonymously(), Stranger);

        Assert.That(
            (await _chain.TryAsync(_chain.Anonymous, proof, await _chain.Anonymous.ConsentAsync(Hidden, Stranger))).Refusal, Is.EqualTo("NoConsent"));
    }
}
