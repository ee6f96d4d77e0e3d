using Airdrop;
using Airdrop.Evm;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>The window of asOf against the block's time, to the second, on both EVMs and in the library.</summary>
[TestFixture]
public sealed class ClockTests
{
    private static readonly long MadeAt = AsOf.ToUnixTimeSeconds();

    [TestCase(-1, "FromTheFuture")]
    [TestCase(0, null)]
    [TestCase(1, null)]
    [TestCase(3599, null)]
    [TestCase(3600, null)]
    [TestCase(3601, "TooOld")]
    public async Task Claim_AtASecond_IsPaidWithinTheWindow(int age, string? refusal)
    {
        var evms = await TwoEvms.StartAsync();
        var chain = await TestChain.GetAsync();
        var proof = await ProveAsync(chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var call = ClaimCall.Encode(proof);

        Assert.That((await chain.TryAsync(chain.Open, proof, time: MadeAt + age)).Refusal, Is.EqualTo(refusal), "in a block of anvil's");
        Assert.That(await evms.OnAnvilAsync(chain.Open, call, MadeAt + age), Is.EqualTo(refusal), "anvil");
        Assert.That(evms.OnEthereumJs(chain.Open, call, MadeAt + age), Is.EqualTo(refusal), "ethereumjs");
        var expectation = chain.Open.Terms.Expect(chain.Open.Scope, Ada, Registry.Root);
        var verification = (await VerifierAsync()).VerifyAt(proof, expectation, AsOf.AddSeconds(age));
        Assert.That(verification.IsValid, Is.EqualTo(refusal is null), verification.ToString());
    }

    /// <summary>The chain has split: contracts and state are on the other part too, and its id is another.</summary>
    [Test]
    public async Task Claim_OnAnotherChainId_IsRefused()
    {
        var evms = await TwoEvms.StartAsync(chainId: 1337);
        var chain = await TestChain.GetAsync();
        var open = await ProveAsync(chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var exact = await ProveAsync(chain.Exact.Scope, Ada, ProofStatement.Exact(), Ada);
        var there = chain.Open.Terms.ScopeAt(chain.Open.Address, 1337);
        var forThere = await ProveAsync(there, Ada, ProofStatement.Exact(), Ada);
        var exactThere = await ProveAsync(chain.Exact.Terms.ScopeAt(chain.Exact.Address, 1337), Ada, ProofStatement.Exact(), Ada);

        Assert.That(evms.OnEthereumJs(chain.Open, ClaimCall.Encode(open), Now), Is.EqualTo("WrongScope"));
        Assert.That(evms.OnEthereumJs(chain.Open, ClaimCall.Encode(forThere), Now), Is.Null, "A proof for that chain is good there,");
        Assert.That(await evms.OnAnvilAsync(chain.Open, ClaimCall.Encode(forThere), Now), Is.EqualTo("WrongScope"), "and not here.");
        Assert.That(evms.OnEthereumJs(chain.Exact, ClaimCall.Encode(exact), Now), Is.EqualTo("WrongChain"), "A fixed scope refuses all.");
        Assert.That(evms.OnEthereumJs(chain.Exact, ClaimCall.Encode(exactThere), Now), Is.EqualTo("WrongChain"));
        Assert.That(
            Abi.Number(EthereumJs.Shared.Call(chain.Open.Address, Abi.Call("scope()"), Now).Returned), Is.EqualTo(there.ToFr().ToBigInteger()));
    }

    [Test]
    public async Task Scope_OfTheContract_IsTheLibrarys()
    {
        var chain = await TestChain.GetAsync();

        foreach (var campaign in chain.Campaigns)
        {
            var scope = await chain.Node.CallAsync(Stranger, campaign.Address, Abi.Call("scope()"));
            Assert.That(Abi.Number(scope), Is.EqualTo(campaign.Scope.ToFr().ToBigInteger()));
        }
    }
}
