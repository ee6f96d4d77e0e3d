using System.Globalization;
using System.Numerics;
using Airdrop.Evm;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Spectre.Console;

namespace Airdrop;

/// <summary>Three campaigns on a local chain, proofs of every kind, and claims that are paid or refused.</summary>
internal sealed class Tour(Node node)
{
    private const CircuitSize Size = CircuitSize.Small;

    private readonly ProvingKeyStore _keys = new(new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys());
    private readonly Table _table = new Table().Border(TableBorder.Simple).AddColumns("Campaign", "Claim", "Gas", "Paid", "Refused because");
    private readonly IdentitySecret _secret = IdentitySecret.Create();

    private ReputationProver _prover = null!;
    private DateTimeOffset _now;
    private bool _asExpected = true;

    /// <returns>0 if every claim ended as expected.</returns>
    public async Task<int> RunAsync()
    {
        AnsiConsole.Write(new Rule("[bold]An airdrop by reputation[/]").LeftJustified());
        AnsiConsole.MarkupLine("Development keys, on a local chain: [yellow]the creator of a key can forge proofs.[/]");
        _prover = new ReputationProver(_keys);
        var key = (await _keys.GetAsync(Size)).VerifyingKey;
        var contracts = Contracts.Compile(new Dictionary<CircuitSize, VerifyingKey> { [Size] = key });

        var accounts = await node.AccountsAsync();
        var (owner, ada, ben, cleo, grace, hidden, stranger) =
            (accounts[0], accounts[1], accounts[2], accounts[3], accounts[4], accounts[5], accounts[6]);
        _now = DateTimeOffset.FromUnixTimeSeconds(await node.TimeAsync());
        var community = new Community(_now);
        community.Publish(ada, 40);
        community.Publish(ben, 20);
        community.Publish(cleo, 5);
        community.Publish(grace, 150);
        community.Publish(hidden, 30, _secret);
        var registry = community.Registry;

        var token = await node.DeployAsync(owner, contracts.Token.Code, Abi.Words(BigInteger.Pow(10, 24)));
        var terms = new CampaignTerms { Owner = owner, Token = token, RegistryId = "people", Campaign = "exact", Mode = ProofMode.Disclosed };
        var exact = await OpenAsync(contracts, registry, terms with { Exact = true, FixedScope = true });
        var open = await OpenAsync(contracts, registry, terms with { Campaign = "open", Curve = PayoutCurve.SquareRoot });
        var anonymous = await OpenAsync(
            contracts, registry,
            terms with { Campaign = "anonymous", Mode = ProofMode.Anonymous, Bounds = ScoreBounds.AtLeast(500_000), Curve = PayoutCurve.Quadratic });

        var adas = registry.Open(ada);
        var adaExact = await ProveAsync(exact, adas, ProofStatement.Exact(), ada);
        await ClaimAsync(exact, "exact score, Ada's own", ada, adaExact);
        await ClaimAsync(exact, "the same once more", ada, adaExact, "AlreadyClaimed");
        var threshold = await ProveAsync(exact, registry.Open(ben), ProofStatement.Threshold(500_000), ben);
        await ClaimAsync(exact, "threshold where a score is asked for", ben, threshold, "WrongBounds");
        await ClaimAsync(open, "a proof for another campaign", ada, adaExact, "WrongScope");

        // A holder of Ada's opening can prove in her name, and choose the recipient.
        var stolen = await ProveAsync(open, adas, ProofStatement.Exact(), stranger);
        await ClaimAsync(open, "Ada's opening in a stranger's hands", stranger, stolen, "NoConsent");
        await ClaimAsync(open, "and signed by the stranger", stranger, stolen, "NoConsent", await open.ConsentAsync(stranger, stranger));
        await ClaimAsync(open, "threshold", ben, await ProveAsync(open, registry.Open(ben), ProofStatement.Threshold(500_000), ben));
        await ClaimAsync(open, "range", ada, await ProveAsync(open, adas, ProofStatement.Range(400_000, 990_000), ada));
        var toWallet = await ProveAsync(open, registry.Open(cleo), ProofStatement.SetMembership(), accounts[7]);
        await ClaimAsync(open, "membership, with Cleo's consent to a wallet", stranger, toWallet, consent: await open.ConsentAsync(cleo, accounts[7]));
        await ClaimAsync(open, "chain of links, 150 attestations", grace, await ProveAsync(open, registry.Open(grace), ProofStatement.Exact(), grace));

        var nobody = await ProveAsync(anonymous, registry.Open(hidden), ProofStatement.Threshold(600_000).Anonymously(), accounts[8]);
        await ClaimAsync(anonymous, "anonymous threshold", accounts[8], nobody);
        var again = await ProveAsync(anonymous, registry.Open(hidden), ProofStatement.Threshold(500_000).Anonymously(), accounts[9]);
        await ClaimAsync(anonymous, "the same subject to another wallet", accounts[9], again, "AlreadyClaimed");
        await ClaimAsync(anonymous, "a named subject", ada, await ProveAsync(anonymous, adas, ProofStatement.Threshold(500_000), ada), "WrongMode");

        AnsiConsole.Write(_table);
        AnsiConsole.MarkupLine(_asExpected ? "[green]Every claim ended as expected.[/]" : "[red]A claim did not end as expected.[/]");
        return _asExpected ? 0 : 1;
    }

    private async Task<Campaign> OpenAsync(Contracts contracts, AttestationRegistry registry, CampaignTerms terms)
    {
        var campaign = await Campaign.DeployAsync(node, contracts, terms, BigInteger.Pow(10, 22), Size);
        await campaign.SetRootAsync(registry.Root, _now.AddDays(30));
        return campaign;
    }

    private async Task<ReputationProof> ProveAsync(Campaign campaign, RegistryOpening opening, ProofStatement statement, EvmAddress recipient)
    {
        var job = new ProofJob(opening, statement, recipient, campaign.Scope, _now, statement.IsAnonymous ? _secret : null);
        return (await _prover.ProveAsync(job, _prover.Plan(job, Size))).Proof;
    }

    private async Task ClaimAsync(
        Campaign campaign, string what, EvmAddress from, ReputationProof proof, string? refusal = null, Consent? consent = null)
    {
        var outcome = await campaign.ClaimAsync(from, proof, consent);
        _asExpected &= outcome.Refusal == refusal && outcome.Paid.IsZero == refusal is not null;
        _table.AddRow(
            campaign.Terms.Campaign, what, outcome.Gas.ToString("N0", CultureInfo.InvariantCulture),
            ((double)outcome.Paid / 1e18).ToString("0.000", CultureInfo.InvariantCulture), outcome.Refusal ?? "");
    }
}
