using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16.Solidity;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>
/// What verification and claims cost, with bounds: the figures of docs/contracts.md. Executions are ethereumjs's, with warm precompiles; claims are
/// transactions on anvil, with all that they cost.
/// </summary>
[TestFixture]
public sealed class GasTests
{
    // EIP-1108: a pairing of four pairs; an addition; a multiplication with the addition of the product.
    private const int Pairing = 45_000 + (4 * 34_000);
    private const int Addition = 150;
    private const int Term = 6_000 + Addition;

    private TestChain _chain = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _chain = await TestChain.GetAsync();

    /// <summary>
    /// At most 3 % more than the multiplications, one for each different signal; and less where additions replace those of the bounds.
    /// </summary>
    [TestCase("exact to oneself", true, 4, 207_327)]
    [TestCase("exact to oneself", false, 5, 213_861)]
    [TestCase("exact", true, 5, 213_937)]
    [TestCase("exact", false, 6, 220_471)]
    [TestCase("threshold", false, 6, 220_895)]
    [TestCase("range", false, 7, 222_935)]
    [TestCase("range", true, 6, 216_401)]
    [TestCase("membership", false, 5, 216_801)]
    [TestCase("anonymous range", true, 6, 216_401)]
    [TestCase("anonymous range", false, 7, 222_935)]
    public async Task VerifyProof_OfAKind_CostsLittleMoreThanMultiplications(string kind, bool fixedScope, int terms, int measured)
    {
        var statement = kind.Split(' ')[^1] switch
        {
            "threshold" => ProofStatement.Threshold(500_000),
            "range" => ProofStatement.Range(400_000, 990_000),
            "membership" => ProofStatement.SetMembership(),
            _ => ProofStatement.Exact(),
        };
        var isAnonymous = kind.StartsWith("anonymous", StringComparison.Ordinal);
        var scope = _chain.Open.Scope;
        var proof = isAnonymous
            ? await ProveAsync(_chain.Anonymous.Scope, Hidden, statement.Anonymously(), Stranger)
            : await ProveAsync(scope, Ada, statement, kind == "exact to oneself" ? Ada : Stranger);

        EthereumJs.Shared.Begin();
        var arguments = fixedScope ? Abi.Words(0, 0, 0, proof.Scope.ToBigInteger()) : Abi.Words(0, 0, 0);
        var contract = EthereumJs.Shared.Create([.. _chain.Contracts.Single(CircuitSize.Small, fixedScope).Code, .. arguments], out _)!.Value;
        var execution = EthereumJs.Shared.Call(contract, proof.ToSolidityCalldata(), Now);

        // Bounds of twenty bits: nine additions for one of them, fourteen for two. The known upper bound is added as a constant.
        var (bounds, additions) = kind.Split(' ')[^1] switch
        {
            "membership" => (0, 1),
            "threshold" => (1, 10),
            "range" => (2, 14),
            _ => (1, 9),
        };
        var floor = Pairing + ((terms - bounds) * Term) + (additions * Addition);
        TestContext.Out.WriteLine($"{kind}{(fixedScope ? ", fixed scope" : "")}: {execution.Gas}, of it precompiles {floor}");
        Assert.That(Abi.Number(execution.Returned).IsOne, Is.True);
        Assert.That(execution.Gas, Is.InRange(floor, (Pairing + (terms * Term)) * 1.03));
        Assert.That(execution.Gas, Is.LessThanOrEqualTo(measured), "what docs/contracts.md says");
    }

    [Test]
    public async Task VerifyProof_OfAnotherScope_Reverts()
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        EthereumJs.Shared.Begin();
        var code = _chain.Contracts.Single(CircuitSize.Small, fixedScope: true).Code;
        var other = EthereumJs.Shared.Create([.. code, .. Abi.Words(0, 0, 0, proof.Scope.ToBigInteger() - 1)], out _)!.Value;

        Assert.That(EthereumJs.Shared.Call(other, proof.ToSolidityCalldata(), Now).Returned, Is.EqualTo(Abi.Call("SignalNotAsDeployed()")));
        Assert.That(EthereumJs.Shared.Create([.. code, .. Abi.Words(0, 0, 0, Bn254.Fr.Modulus)], out var past), Is.Null);
        Assert.That(past.Returned, Is.EqualTo(Abi.Call("SignalNotInField()")));
    }

    /// <summary>Bounds of gas below a chain's prices: the contract refuses all, and says that precompiles fail.</summary>
    [TestCase(149, 0, 0)]
    [TestCase(0, 5_999, 0)]
    [TestCase(0, 0, 45_249)]
    public async Task VerifyProof_WithBoundsBelowThePrices_Reverts(int addition, int multiplication, int pair)
    {
        var proof = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        EthereumJs.Shared.Begin();
        var code = _chain.Contracts.Single(CircuitSize.Small, fixedScope: false).Code;
        var low = EthereumJs.Shared.Create([.. code, .. Abi.Words(addition, multiplication, pair)], out _)!.Value;
        var high = EthereumJs.Shared.Create(
            [.. code, .. Abi.Words(addition == 0 ? 0 : addition + 1, multiplication == 0 ? 0 : multiplication + 1, pair == 0 ? 0 : pair + 1)], out _)!.Value;

        Assert.That(EthereumJs.Shared.Call(low, proof.ToSolidityCalldata(), Now).Returned, Is.EqualTo(Abi.Call("PrecompileFailed()")));
        Assert.That(Abi.Number(EthereumJs.Shared.Call(high, proof.ToSolidityCalldata(), Now).Returned).IsOne, Is.True);
    }

    /// <summary>3 and 10 links of the small circuit: what each link after the first takes, with its calldata.</summary>
    [Test]
    public async Task VerifyProof_OfAChain_CostsLittleForEachFurtherLink()
    {
        var community = new Community(AsOf);
        foreach (var (subject, count) in ((EvmAddress, int)[])[(Ada, 150), (Grace, 300), (Hidden, 660)]) community.Publish(subject, count);
        EthereumJs.Shared.Begin();
        var contract = EthereumJs.Shared.Create([.. _chain.Contracts.Chain(CircuitSize.Small).Code, .. Abi.Words(0, 0, 0)], out _)!.Value;
        var costs = new List<(int Links, long Execution, long Calldata)>();
        foreach (var subject in (EvmAddress[])[Ada, Grace, Hidden])
        {
            var proof = await ProveAsync(community.Registry.Open(subject), _chain.Open.Scope, ProofStatement.Exact(), subject, CircuitSize.Small);
            var call = proof.ToSolidityCalldata();
            var execution = EthereumJs.Shared.Call(contract, call, Now);
            Assert.That(Abi.Number(execution.Returned).IsOne, Is.True);
            costs.Add((proof.Links.Count, execution.Gas, call.Sum(value => value == 0 ? 4L : 16L)));
            TestContext.Out.WriteLine($"{costs[^1]}");
        }

        Assert.That(costs.Select(cost => cost.Links), Is.EqualTo(new[] { 3, 5, 10 }));
        foreach (var (first, second) in costs.Zip(costs.Skip(1)))
        {
            var perLink = (second.Execution + second.Calldata - first.Execution - first.Calldata) / (second.Links - first.Links);
            TestContext.Out.WriteLine($"a further link: {perLink}");
            Assert.That(perLink, Is.LessThan(58_000));
        }

        Assert.That(costs.Select(cost => cost.Execution), Is.EqualTo(new[] { 342_381, 439_348, 681_802 }).Within(100), "what docs/contracts.md says");
    }

    /// <summary>A claim whole: transaction, root, window, mark, event, and a token to a new holder.</summary>
    [Test]
    public async Task Claim_OfEveryConfiguration_StaysBelowItsBound([Values] PayoutCurves curve, [Values] bool fixedScope, [Values] ProofMode mode)
    {
        var terms = _chain.Terms($"gas {curve} {fixedScope} {mode}") with
        {
            Curve = Enum.Parse<PayoutCurve>(curve.ToString()),
            FixedScope = fixedScope,
            Mode = mode,
        };
        var campaign = await _chain.DeployAsync(terms, CircuitSize.Small);
        foreach (var (name, statement) in ((string, ProofStatement)[])
            [("exact", ProofStatement.Exact()), ("threshold", ProofStatement.Threshold(500_000)), ("range", ProofStatement.Range(400_000, 990_000))])
        {
            var proof = mode == ProofMode.Disclosed
                ? await ProveAsync(campaign.Scope, Ada, statement, Ada)
                : await ProveAsync(campaign.Scope, Hidden, statement.Anonymously(allowIdentifyingBounds: name == "exact"), Stranger);
            var outcome = await _chain.TryAsync(campaign, proof);

            TestContext.Out.WriteLine($"{name}, {mode}, {curve}{(fixedScope ? ", fixed scope" : "")}: {outcome.Gas}");
            Assert.That(outcome.Refusal, Is.Null);
            Assert.That(outcome.Gas, Is.LessThan(name == "exact" && fixedScope && curve == PayoutCurves.Linear ? 312_000 : 322_000), name);
        }
    }

    [Test]
    public async Task ClaimWithConsent_OfARange_StaysBelowItsBound([Values] bool fixedScope)
    {
        var terms = _chain.Terms($"gas of consent {fixedScope}") with { FixedScope = fixedScope };
        var campaign = await _chain.DeployAsync(terms, CircuitSize.Small);
        var proof = await ProveAsync(campaign.Scope, Ada, ProofStatement.Range(400_000, 990_000), Stranger);

        var outcome = await _chain.TryAsync(campaign, proof, await campaign.ConsentAsync(Ada, Stranger));

        TestContext.Out.WriteLine($"range with consent{(fixedScope ? ", fixed scope" : "")}: {outcome.Gas}");
        Assert.That(outcome.Refusal, Is.Null);
        Assert.That(outcome.Gas, Is.LessThan(322_000));
    }

    [Test]
    public void EveryContract_FitsOnAChain()
    {
        foreach (var name in (string[])["ReputationAirdrop", "SmallVerifier", "SmallScopeVerifier", "SmallChainVerifier"])
        {
            var size = _chain.Contracts[name].RuntimeSize;
            TestContext.Out.WriteLine($"{name}: {size} bytes");
            Assert.That(size, Is.LessThan(SolidityVerifier.LargestCode / 2), name);
        }
    }

    /// <summary>As <see cref="PayoutCurve"/>, which is internal.</summary>
    public enum PayoutCurves
    {
        Linear,
        SquareRoot,
        Quadratic,
    }
}
