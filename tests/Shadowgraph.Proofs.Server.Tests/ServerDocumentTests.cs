using System.Text.RegularExpressions;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>What docs/server.md says is so: its code compiles, its example is taken, its endpoints and links are there.</summary>
[TestFixture]
public sealed partial class ServerDocumentTests
{
    private static readonly string Docs = Path.Combine(Checkout.Root, "docs");
    private static readonly string Document = File.ReadAllText(Path.Combine(Docs, "server.md"));

    [Test]
    public void Document_ShowsTheCodeThatCompiles()
    {
        var source = File.ReadAllText(Path.Combine(Checkout.Tests, "ServerExamples.cs"));
        var lines = Regex.Match(source, @"// region watch\n(.*?)\n *// endregion", RegexOptions.Singleline).Groups[1].Value.Split('\n').Select(line => line.Trim());

        Assert.That(Document, Does.Contain($"```csharp\n{string.Join('\n', lines)}\n```"));
    }

    [Test]
    public async Task Document_NamesEachEndpointThatThereIs_AndItsExampleIsTaken()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var paths = (await server.GetAsync("/openapi/v1.json", null)).Json.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        var example = Regex.Match(Document, "```json\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;

        Assert.That(paths.Where(path => !Document.Contains(path, StringComparison.Ordinal)), Is.Empty);
        Assert.That((await server.PostAsync("/api/proof/submit", server.Token("alice"), example)).Status, Is.EqualTo(202));
    }

    [Test]
    public void Links_LeadSomewhere() => Assert.That(
        Link().Matches(Document).Select(link => link.Groups[1].Value).Where(path => !Path.Exists(Path.Combine(Docs, path.Split('#')[0]))), Is.Empty);

    [GeneratedRegex(@"\]\((?!https?:)([^)]+)\)")]
    private static partial Regex Link();
}
