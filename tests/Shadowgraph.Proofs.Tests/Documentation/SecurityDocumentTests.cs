using System.Reflection;
using System.Text.RegularExpressions;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>docs/security.md names the tests that hold its promises: each of them exists.</summary>
[TestFixture]
public sealed partial class SecurityDocumentTests
{
    [Test]
    public void EveryTestThatIsNamed_Exists()
    {
        var text = Documents.Read("docs/security.md");
        var named = TestName().Matches(text).Select(match => (Fixture: match.Groups[1].Value, Method: match.Groups[2].Value)).ToArray();
        var fixtures = typeof(SecurityDocumentTests).Assembly.GetTypes().ToLookup(type => type.Name.Split('`')[0]);

        var missing = named.Where(test => !fixtures[test.Fixture].Any(fixture => test.Method.Length == 0 || Declares(fixture, test.Method)));

        Assert.That(named, Has.Length.GreaterThan(20));
        Assert.That(missing, Is.Empty);
    }

    private static bool Declares(Type fixture, string method) =>
        fixture.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(declared => declared.Name == method);

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
