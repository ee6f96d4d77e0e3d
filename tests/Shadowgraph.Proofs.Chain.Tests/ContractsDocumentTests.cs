using System.Reflection;
using System.Text.RegularExpressions;
using Airdrop.Evm;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>docs/contracts.md names the tests that hold its list of threats: each of them exists.</summary>
[TestFixture]
public sealed partial class ContractsDocumentTests
{
    [Test]
    public void EveryTestThatIsNamed_Exists()
    {
        var text = File.ReadAllText(Path.Combine(Packages.Folder, "..", "..", "docs", "contracts.md"));
        var named = TestName().Matches(text).Select(match => (Fixture: match.Groups[1].Value, Method: match.Groups[2].Value)).ToArray();
        var fixtures = typeof(ContractsDocumentTests).Assembly.GetTypes().ToLookup(type => type.Name);

        var missing = named.Where(test => !fixtures[test.Fixture].Any(fixture =>
            test.Method.Length == 0 || fixture.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(method => method.Name == test.Method)));

        Assert.That(named, Has.Length.GreaterThan(25));
        Assert.That(missing, Is.Empty);
    }

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
