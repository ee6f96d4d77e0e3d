namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>The library with a campaign's terms as its policy, the contracts on anvil, and the contracts on ethereumjs: three answers to each claim.</summary>
[TestFixture]
public sealed class DifferentialTests
{
    private const int Claims = 200;
    private const int Seed = 20_270_601;

    [Test]
    public async Task Claim_OfRandomValidAndMutatedProofs_HasOneAnswerEverywhere()
    {
        var evms = await TwoEvms.StartAsync();
        var reader = await ClaimReader.CreateAsync();
        var mutator = await ClaimMutator.CreateAsync(Seed);
        var answers = new List<string>();
        for (var i = 0; i < Claims; i++)
        {
            var (what, campaign, call, time) = mutator.Next();

            var library = reader.Accepts(campaign, call, time, mutator.Consents);
            var anvil = await evms.OnAnvilAsync(campaign, call, time);
            var ethereumJs = evms.OnEthereumJs(campaign, call, time);

            var claim = $"claim {i}, {what}, {campaign.Terms.Campaign}";
            Assert.That(ethereumJs, Is.EqualTo(anvil), claim);
            Assert.That(anvil is null, Is.EqualTo(library), $"{claim}: {anvil ?? "paid"}");
            answers.Add(anvil ?? "paid");
        }

        foreach (var answer in answers.CountBy(answer => answer)) TestContext.Out.WriteLine(answer);
        Assert.That(answers.Count(answer => answer == "paid"), Is.InRange(Claims / 5, Claims * 4 / 5));
        Assert.That(answers.Distinct().Count(), Is.GreaterThan(8), "There are many ways to be refused.");
    }
}
