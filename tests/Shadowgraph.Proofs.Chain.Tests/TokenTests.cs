using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Tokens that lie, keep silent, or call back.</summary>
[TestFixture]
public sealed class TokenTests
{
    private TestChain _chain = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _chain = await TestChain.GetAsync();

    [TestCase("FalseToken")]
    [TestCase("OddToken")]
    public async Task Claim_OfATokenThatDoesNotSayYes_RevertsAndMarksNothing(string token)
    {
        var campaign = await DeployAsync(token);
        var proof = await ProveAsync(campaign.Scope, Ada, ProofStatement.Exact(), Ada);

        Assert.That(await campaign.RefusalOfAsync(Ada, ClaimCall.Encode(proof), Now), Is.EqualTo("TransferFailed"));
        var snapshot = await _chain.Node.SnapshotAsync();
        await _chain.Node.SetNextTimeAsync(Now);
        Assert.That((await _chain.Node.SendAsync(Ada, campaign.Address, ClaimCall.Encode(proof))).Succeeded, Is.False);
        Assert.That(await _chain.IsClaimedAsync(campaign, Abi.Number(Ada)), Is.False);
        await _chain.Node.RevertAsync(snapshot);
    }

    [Test]
    public async Task Claim_OfATokenThatReturnsNothing_IsPaid()
    {
        var campaign = await DeployAsync("SilentToken");
        await campaign.OwnerAsync(campaign.Terms.Token, Abi.Call("transfer(address,uint256)", Abi.Number(campaign.Address), BigInteger.Pow(10, 24)));
        var proof = await ProveAsync(campaign.Scope, Ada, ProofStatement.Exact(), Ada);

        Assert.That((await _chain.TryAsync(campaign, proof)).Paid, Is.EqualTo(PayoutReference.Of(campaign.Terms, proof.Bounds.Minimum)));
    }

    [Test]
    public async Task Claim_OfAnAirdropWithoutTokens_RevertsAndMarksNothing()
    {
        var campaign = await DeployAsync("SilentToken");
        var proof = await ProveAsync(campaign.Scope, Ada, ProofStatement.Exact(), Ada);

        Assert.That((await _chain.TryAsync(campaign, proof)).Refusal, Is.EqualTo("TransferFailed"));
        Assert.That(await _chain.IsClaimedAsync(campaign, Abi.Number(Ada)), Is.False);
    }

    /// <summary>In the middle of the payment the token claims the same again.</summary>
    [Test]
    public async Task Claim_OfATokenThatClaimsAgain_IsPaidOnce()
    {
        var campaign = await DeployAsync("ReentrantToken");
        await campaign.OwnerAsync(campaign.Terms.Token, Abi.Call("transfer(address,uint256)", Abi.Number(campaign.Address), BigInteger.Pow(10, 24)));
        var proof = await ProveAsync(campaign.Scope, Ada, ProofStatement.Exact(), Ada);
        var call = ClaimCall.Encode(proof);
        await campaign.OwnerAsync(campaign.Terms.Token, [.. Abi.Call("arm(bytes)", 32, call.Length), .. call, .. new byte[(32 - (call.Length % 32)) % 32]]);
        var snapshot = await _chain.Node.SnapshotAsync();

        var outcome = await _chain.ClaimAsync(campaign, Ada, call);

        Assert.That(outcome.Paid, Is.EqualTo(PayoutReference.Of(campaign.Terms, proof.Bounds.Minimum)));
        Assert.That(Abi.Number(await AskAsync("entered()")).IsOne, Is.True, "The token did call back.");
        var answer = await AskAsync("answer()");
        Assert.That(answer[64..68], Is.EqualTo(Abi.Call("AlreadyClaimed()")), "That is what it was told.");
        await _chain.Node.RevertAsync(snapshot);

        Task<byte[]> AskAsync(string what) => _chain.Node.CallAsync(Owner, campaign.Terms.Token, Abi.Call(what));
    }

    /// <summary>A campaign that pays a token; the owner has all of it.</summary>
    private async Task<Campaign> DeployAsync(string token)
    {
        var address = await _chain.Node.DeployAsync(
            Owner, _chain.Contracts[token].Code, token is "SilentToken" or "ReentrantToken" ? Abi.Words(BigInteger.Pow(10, 30)) : []);
        var campaign = await Campaign.DeployAsync(
            _chain.Node, _chain.Contracts, _chain.Terms(token) with { Token = address }, 0, CircuitSize.Small);
        await campaign.SetRootAsync(Registry.Root, AsOf.AddDays(30));
        return campaign;
    }
}
