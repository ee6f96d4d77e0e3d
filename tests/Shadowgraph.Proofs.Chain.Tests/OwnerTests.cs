using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Roots, pausing, ownership, and what the constructor refuses.</summary>
[TestFixture]
public sealed class OwnerTests
{
    private TestChain _chain = null!;
    private string _snapshot = "";

    [OneTimeSetUp]
    public async Task StartAsync() => _chain = await TestChain.GetAsync();

    [SetUp]
    public async Task RememberAsync() => _snapshot = await _chain.Node.SnapshotAsync();

    [TearDown]
    public Task ForgetAsync() => _chain.Node.RevertAsync(_snapshot);

    [Test]
    public async Task Claim_OfARootThatRanOut_IsRefused()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        await SetRootAsync(_chain.Open, Registry.Root.ToBigInteger(), Now);

        Assert.That((await _chain.TryAsync(_chain.Open, proof, time: Now)).Refusal, Is.Null, "The last second is included.");
        Assert.That((await _chain.TryAsync(_chain.Open, proof, time: Now + 1)).Refusal, Is.EqualTo("RootNotAccepted"));

        await SetRootAsync(_chain.Open, Registry.Root.ToBigInteger(), 0);
        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.EqualTo("RootNotAccepted"), "The owner took it back.");
    }

    /// <summary>
    /// A hidden subject that was removed and published again under another key has another nullifier. With both roots accepted, or one after the
    /// other, both would be paid: an anonymous campaign has one root.
    /// </summary>
    [Test]
    public async Task Claim_OfASubjectPublishedAgainUnderAnotherKey_IsPaidOnce()
    {
        using var second = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        var attestations = new Community(AsOf);
        attestations.Publish(Hidden, 30, second);
        registry = attestations.Registry;
        var job = new ProofJob(
            registry.Open(Hidden), ProofStatement.Threshold(500_000).Anonymously(), Stranger, _chain.Anonymous.Scope, AsOf, second);
        var again = (await Prover.ProveAsync(job, new ProofPlan(CircuitSize.Small, 30))).Proof;
        var first = await ProveAsync(_chain.Anonymous.Scope, Hidden, ProofStatement.Threshold(500_000).Anonymously(), Stranger);

        Assert.That(again.Nullifier, Is.Not.EqualTo(first.Nullifier));
        Assert.That(await OwnersErrorAsync(_chain.Anonymous, RootCall(registry.Root.ToBigInteger(), Now + 1000)), Is.EqualTo("SecondRoot"));
        Assert.That((await _chain.ClaimAsync(_chain.Anonymous, Stranger, ClaimCall.Encode(first))).Refusal, Is.Null);
        Assert.That((await _chain.TryAsync(_chain.Anonymous, again, time: Now + 1)).Refusal, Is.EqualTo("RootNotAccepted"));

        // Nor after the first root was taken back: it is the campaign's only one.
        await SetRootAsync(_chain.Anonymous, Registry.Root.ToBigInteger(), 0);
        Assert.That(await OwnersErrorAsync(_chain.Anonymous, RootCall(registry.Root.ToBigInteger(), Now + 1000)), Is.EqualTo("SecondRoot"));
    }

    /// <summary>A named subject is the same whatever its root, its key or its attestations.</summary>
    [Test]
    public async Task Claim_OfANamedSubjectFromTwoRoots_IsPaidOnce()
    {
        var later = new Community(AsOf);
        later.Publish(Ada, 20);
        var again = await ProveAsync(later.Registry.Open(Ada), _chain.Open.Scope, ProofStatement.Exact(), Ada, CircuitSize.Small);
        var first = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        await SetRootAsync(_chain.Open, later.Registry.Root.ToBigInteger(), Now + 1000);

        Assert.That((await _chain.TryAsync(_chain.Open, again)).Refusal, Is.Null, "Both roots are accepted.");
        Assert.That((await _chain.ClaimAsync(_chain.Open, Ada, ClaimCall.Encode(first))).Refusal, Is.Null);
        Assert.That((await _chain.TryAsync(_chain.Open, again, time: Now + 1)).Refusal, Is.EqualTo("AlreadyClaimed"));
    }

    [Test]
    public async Task SetPaused_StopsClaims_AndLetsTheOwnerTakeTheRest()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var withdraw = Abi.Call("withdraw(address,uint256)", Abi.Number(Owner), 1000);
        Assert.That(await OwnersErrorAsync(_chain.Open, withdraw), Is.EqualTo("NotPaused"));

        await _chain.Open.OwnerAsync(_chain.Open.Address, Abi.Call("setPaused(bool)", 1));
        var before = await _chain.Open.BalanceAsync(Owner);
        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.EqualTo("ClaimsPaused"));
        await _chain.Open.OwnerAsync(_chain.Open.Address, withdraw);
        Assert.That(await _chain.Open.BalanceAsync(Owner) - before, Is.EqualTo((BigInteger)1000));

        await _chain.Open.OwnerAsync(_chain.Open.Address, Abi.Call("setPaused(bool)", 0));
        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.Null);
    }

    /// <summary>Roots that ran out make room; while claims are paused a new root is paused too.</summary>
    [Test]
    public async Task SetRoot_OfMoreThanAreAccepted_IsRefusedUntilOneRanOut()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        for (var i = 1; i <= 15; i++) await SetRootAsync(_chain.Open, i, Now + 1000);
        Assert.That(await OwnersErrorAsync(_chain.Open, RootCall(16, Now + 1000)), Is.EqualTo("TooManyRoots"));
        Assert.That(await OwnersErrorAsync(_chain.Open, RootCall(15, BigInteger.Pow(2, 255))), Is.EqualTo("BadTerms"));

        await SetRootAsync(_chain.Open, 7, 1);
        await _chain.Open.OwnerAsync(_chain.Open.Address, Abi.Call("setPaused(bool)", 1));
        await SetRootAsync(_chain.Open, 16, Now + 1000);
        await SetRootAsync(_chain.Open, Registry.Root.ToBigInteger(), Now + 1000);

        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.EqualTo("ClaimsPaused"));
        await _chain.Open.OwnerAsync(_chain.Open.Address, Abi.Call("setPaused(bool)", 0));
        Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.Null);
        foreach (var (root, until) in (IEnumerable<(int, long)>)[(16, Now + 1000), (7, 0), (1, Now + 1000), (99, 0)])
        {
            var answer = await _chain.Node.CallAsync(Owner, _chain.Open.Address, Abi.Call("validUntil(uint256)", root));
            Assert.That(Abi.Number(answer), Is.EqualTo((BigInteger)until), $"root {root}");
        }
    }

    [TestCase("setRoot(uint256,uint256)", 1, 2)]
    [TestCase("setPaused(bool)", 1)]
    [TestCase("withdraw(address,uint256)", 1, 2)]
    [TestCase("offerOwnership(address)", 1)]
    [TestCase("acceptOwnership()")]
    public async Task OwnersFunctions_OfAStranger_Revert(string signature, params int[] words) => Assert.That(
        await _chain.Open.RefusalOfAsync(Stranger, Abi.Call(signature, [.. words.Select(word => (BigInteger)word)])), Is.EqualTo("NotOwner"));

    [Test]
    public async Task Ownership_GoesOverWhenItIsAccepted()
    {
        await _chain.Open.OwnerAsync(_chain.Open.Address, Abi.Call("offerOwnership(address)", Abi.Number(Grace)));
        Assert.That(await _chain.Open.RefusalOfAsync(Grace, Abi.Call("setPaused(bool)", 1)), Is.EqualTo("NotOwner"));
        Assert.That(await _chain.Open.RefusalOfAsync(Owner, Abi.Call("acceptOwnership()")), Is.EqualTo("NotOwner"));

        Assert.That((await _chain.Node.SendAsync(Grace, _chain.Open.Address, Abi.Call("acceptOwnership()"))).Succeeded, Is.True);

        Assert.That(await _chain.Open.RefusalOfAsync(Owner, Abi.Call("setPaused(bool)", 1)), Is.EqualTo("NotOwner"));
        Assert.That(await _chain.Open.RefusalOfAsync(Grace, Abi.Call("setPaused(bool)", 1)), Is.Null);
        Assert.That(await _chain.Open.RefusalOfAsync(Grace, Abi.Call("acceptOwnership()")), Is.EqualTo("NotOwner"), "The offer is used up.");
    }

    [Test]
    public void Deploy_OfTermsThatCannotBe_Reverts()
    {
        var terms = _chain.Terms("bad");
        foreach (var bad in (CampaignTerms[])
        [
            terms with { Token = Stranger }, terms with { Floor = 0 }, terms with { Floor = terms.Cap + 1 },
            terms with { Cap = BigInteger.Pow(2, 256) - 1 },
        ])
        {
            var thrown = Assert.ThrowsAsync<JsonRpcException>(
                () => _chain.Node.DeployAsync(Owner, _chain.Contracts.Airdrop.Code, bad.Encode(NoVerifiers, NoVerifiers)), bad.ToString());
            Assert.That(thrown!.Reverted, Is.EqualTo(Abi.Call("BadTerms()")));
        }
    }

    /// <summary>A verifier that is deployed for another scope, or no contract, would refuse every claim.</summary>
    [Test]
    public async Task Deploy_WithAVerifierOfAnotherScope_Reverts()
    {
        var verifier = await _chain.Node.DeployAsync(
            Owner, _chain.Contracts.Single(CircuitSize.Small, fixedScope: true).Code, Abi.Words(0, 0, 0, 1));
        var single = new Dictionary<CircuitSize, EvmAddress> { [CircuitSize.Small] = verifier };
        var nobody = new Dictionary<CircuitSize, EvmAddress> { [CircuitSize.Small] = Stranger };
        var terms = _chain.Terms("foretold") with { FixedScope = true };

        var other = Assert.ThrowsAsync<JsonRpcException>(
            () => _chain.Node.DeployAsync(Owner, _chain.Contracts.Airdrop.Code, terms.Encode(single, NoVerifiers)));
        var none = Assert.ThrowsAsync<JsonRpcException>(
            () => _chain.Node.DeployAsync(Owner, _chain.Contracts.Airdrop.Code, terms.Encode(NoVerifiers, nobody)));

        Assert.That(other!.Reverted, Is.EqualTo(Abi.Call("VerifierOfAnotherScope()")));
        Assert.That(none!.Reverted, Is.EqualTo(Abi.Call("BadTerms()")));
    }

    private static Dictionary<CircuitSize, EvmAddress> NoVerifiers => [];

    private static byte[] RootCall(BigInteger root, BigInteger until) => Abi.Call("setRoot(uint256,uint256)", root, until);

    private static Task SetRootAsync(Campaign campaign, BigInteger root, BigInteger until) => campaign.OwnerAsync(campaign.Address, RootCall(root, until));

    private static Task<string?> OwnersErrorAsync(Campaign campaign, byte[] call) => campaign.RefusalOfAsync(Owner, call);
}
