using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>What is paid: every kind of proof from every circuit.</summary>
[TestFixture]
public sealed class AcceptanceTests
{
    private TestChain _chain = null!;

    private static readonly CircuitSize[] Sizes = Enum.GetValues<CircuitSize>();

    private static readonly ProofStatement[] Disclosed =
    [
        ProofStatement.Exact(), ProofStatement.Threshold(500_000), ProofStatement.Range(400_000, 990_000), ProofStatement.SetMembership(),
    ];

    [OneTimeSetUp]
    public async Task StartAsync() => _chain = await TestChain.GetAsync();

    [Test]
    public async Task Claim_OfEveryDisclosedKind_IsPaid(
        [ValueSource(nameof(Sizes))] CircuitSize size, [ValueSource(nameof(Disclosed))] ProofStatement statement)
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, statement, Ada, size);

        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.Null);
    }

    [Test]
    public async Task Claim_OfEveryAnonymousKind_IsPaid([ValueSource(nameof(Sizes))] CircuitSize size)
    {
        foreach (var statement in Disclosed.Skip(1))
        {
            var proof = await ProveAsync(_chain.Anonymous.Scope, Hidden, statement.Anonymously(), Stranger, size);

            Assert.That((await _chain.TryAsync(_chain.Anonymous, proof)).Refusal, Is.Null, statement.ToString());
        }
    }

    [Test]
    public async Task Claim_OfAnExactScore_WithVerifiersOfItsScope_IsPaid([ValueSource(nameof(Sizes))] CircuitSize size)
    {
        var proof = await ProveAsync(_chain.Exact.Scope, Ada, ProofStatement.Exact(), Ada, size);

        var outcome = await _chain.TryAsync(_chain.Exact, proof);

        Assert.That(outcome.Refusal, Is.Null);
        Assert.That(outcome.Paid, Is.EqualTo(PayoutReference.Of(_chain.Exact.Terms, proof.Bounds.Minimum)));
    }

    [Test]
    public async Task Claim_OfAChain_IsPaid([Values] bool isExact)
    {
        var campaign = isExact ? _chain.Exact : _chain.Open;
        var proof = await ProveAsync(campaign.Scope, Grace, ProofStatement.Exact(), Grace);

        Assert.That(proof.Links, Has.Count.EqualTo(3));
        Assert.That((await _chain.TryAsync(campaign, proof)).Refusal, Is.Null);
    }

    [Test]
    public async Task Claim_OfAnAnonymousChain_IsPaid()
    {
        var proof = await ProveAsync(_chain.Anonymous.Scope, HiddenLong, ProofStatement.Threshold(500_000).Anonymously(), Stranger);

        Assert.That(proof.Links, Has.Count.EqualTo(2));
        Assert.That((await _chain.TryAsync(_chain.Anonymous, proof)).Refusal, Is.Null);
    }

    [Test]
    public async Task Claim_ByAnybody_PaysTheRecipientOnce()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var snapshot = await _chain.Node.SnapshotAsync();

        var first = await _chain.ClaimAsync(_chain.Open, Ada, Airdrop.ClaimCall.Encode(proof));
        var second = await _chain.ClaimAsync(_chain.Open, Ada, Airdrop.ClaimCall.Encode(proof), Now + 1);

        Assert.That(first.Paid, Is.EqualTo(PayoutReference.Of(_chain.Open.Terms, proof.Bounds.Minimum)));
        Assert.That(second.Refusal, Is.EqualTo("AlreadyClaimed"));
        await _chain.Node.RevertAsync(snapshot);
    }
}
