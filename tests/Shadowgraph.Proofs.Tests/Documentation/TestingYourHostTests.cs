using System.Text.RegularExpressions;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The page about testing a host shows the code of <see cref="TestingYourHost"/>, word for word, and that code runs.</summary>
[TestFixture]
public sealed partial class TestingYourHostTests
{
    private static readonly string[] Regions = ["host", "request", "proof", "completed", "failed", "refused", "prover", "audit"];

    [Test]
    public void Page_ShowsTheCodeThatRuns_AndNoOther()
    {
        var page = File.ReadAllText(Path.Combine(ReadmeTests.Root, "docs/testing-your-host.md"));

        var shown = CodeBlock().Matches(page).Select(match => match.Groups[1].Value);

        Assert.That(shown, Is.EqualTo(Regions.Select(region => ReadmeTests.Region(region, "TestingYourHost.cs"))));
    }

    [Test]
    public async Task Examples_Run_AndTheirAssertionsHold()
    {
        Assert.That(await TestingYourHost.Completed(), Does.StartWith("proof 0x"));
        Assert.That(await TestingYourHost.Failed(), Is.EqualTo("no proof: InsufficientEvidence"));
        Assert.That(await TestingYourHost.Refused(), Is.EqualTo("come back in 30 s"));
        Assert.That(await TestingYourHost.WholePipeline(), Is.EqualTo("no proof: StatementNotSatisfied"));
        Assert.That(TestingYourHost.Audit(), Has.Count.EqualTo(1));
    }

    [GeneratedRegex(@"```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
