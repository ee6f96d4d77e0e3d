using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>One anvil for all tests, with all contracts compiled and the campaigns that several tests use. A test's changes are taken back.</summary>
internal sealed class TestChain
{
    private static readonly Lazy<Task<TestChain>> Started = new(StartAsync);

    private Anvil _anvil = null!;

    public Node Node { get; private set; } = null!;

    public Contracts Contracts { get; private set; } = null!;

    public EvmAddress Token { get; private set; }

    /// <summary>Takes disclosed proofs of any bounds, any scope's verifiers, square root.</summary>
    public Campaign Open { get; private set; } = null!;

    /// <summary>Takes exact disclosed scores, with verifiers of its own scope, linear.</summary>
    public Campaign Exact { get; private set; } = null!;

    /// <summary>Takes anonymous proofs of any bounds, any scope's verifiers, quadratic.</summary>
    public Campaign Anonymous { get; private set; } = null!;

    public IReadOnlyList<Campaign> Campaigns => [Open, Exact, Anonymous];

    public static Task<TestChain> GetAsync() => Started.Value;

    /// <summary>Ends anvil, if it was started.</summary>
    public static void Stop()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully) Started.Value.Result._anvil.Dispose();
    }

    /// <summary>Terms of a campaign of this chain.</summary>
    public CampaignTerms Terms(string campaign) => new()
    {
        Owner = ChainWorld.Owner,
        Token = Token,
        RegistryId = "people",
        Campaign = campaign,
        Mode = ProofMode.Disclosed,
    };

    /// <summary>A campaign that accepts the registry's root.</summary>
    public async Task<Campaign> DeployAsync(CampaignTerms terms, params CircuitSize[] sizes)
    {
        var campaign = await Campaign.DeployAsync(
            Node, Contracts, terms, BigInteger.Pow(10, 24), sizes.Length > 0 ? sizes : Enum.GetValues<CircuitSize>());
        await campaign.SetRootAsync(ChainWorld.Registry.Root, ChainWorld.AsOf.AddDays(30));
        return campaign;
    }

    /// <summary>Claims at a time, and says what a call and its transaction did.</summary>
    public async Task<ClaimOutcome> ClaimAsync(Campaign campaign, EvmAddress recipient, byte[] call, long? time = null, long gas = Node.MaxGas)
    {
        var at = time ?? ChainWorld.Now;
        var refusal = await campaign.RefusalOfAsync(ChainWorld.Stranger, call, at, gas);
        var before = await campaign.BalanceAsync(recipient);
        await Node.SetNextTimeAsync(at);
        var receipt = await Node.SendAsync(ChainWorld.Stranger, campaign.Address, call, gas);
        var paid = await campaign.BalanceAsync(recipient) - before;
        Assert.That(receipt.Succeeded, Is.EqualTo(refusal is null), $"a call and its transaction: {refusal}");
        Assert.That(paid.IsZero, Is.EqualTo(!receipt.Succeeded), "Who is refused is paid nothing.");
        return new ClaimOutcome(receipt.GasUsed, paid, refusal);
    }

    /// <summary>Claims by a proof, and takes it back.</summary>
    public async Task<ClaimOutcome> TryAsync(
        Campaign campaign, ReputationProof proof, Consent? consent = null, long? time = null, EvmAddress? recipient = null, byte[]? call = null)
    {
        var snapshot = await Node.SnapshotAsync();
        var outcome = await ClaimAsync(campaign, recipient ?? proof.Recipient, call ?? ClaimCall.Encode(proof, consent), time);
        await Node.RevertAsync(snapshot);
        return outcome;
    }

    /// <summary>Whether an account was paid by a campaign.</summary>
    public async Task<bool> IsClaimedAsync(Campaign campaign, BigInteger identity) =>
        !Abi.Number(await Node.CallAsync(ChainWorld.Owner, campaign.Address, Abi.Call("claimed(uint256)", identity))).IsZero;

    private static async Task<TestChain> StartAsync()
    {
        var chain = new TestChain { _anvil = await Anvil.StartAsync(ChainWorld.AsOf.AddDays(-1)) };
        chain.Node = new Node(chain._anvil.Rpc);
        var tests = File.ReadAllText(Path.Combine(Packages.Folder, "..", "..", "tests", "Shadowgraph.Proofs.Chain.Tests", "contracts", "TestTokens.sol"));
        chain.Contracts = Contracts.Compile(
            await ChainWorld.KeysAsync(), ("TestTokens", tests), "FalseToken", "SilentToken", "OddToken", "ReentrantToken", "PayoutProbe");
        chain.Token = await chain.Node.DeployAsync(ChainWorld.Owner, chain.Contracts.Token.Code, Abi.Words(BigInteger.Pow(10, 30)));
        chain.Open = await chain.DeployAsync(chain.Terms("open") with { Curve = PayoutCurve.SquareRoot });
        chain.Exact = await chain.DeployAsync(chain.Terms("exact") with { Exact = true, FixedScope = true });
        chain.Anonymous = await chain.DeployAsync(chain.Terms("anonymous") with { Mode = ProofMode.Anonymous, Curve = PayoutCurve.Quadratic });
        return chain;
    }
}
