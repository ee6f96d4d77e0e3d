using System.Text.RegularExpressions;
using Shadowgraph.Proofs.Tests;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The example of docs/server.md is accepted, and its endpoints exist.</summary>
[TestFixture]
public sealed class ServerDocumentTests
{
    private static readonly string Docs = Path.Combine(Checkout.Root, "docs");
    private static readonly string Document = File.ReadAllText(Path.Combine(Docs, "server.md"));

    [Test]
    public async Task Document_NamesEachEndpointThatThereIs_AndItsExampleIsTaken()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var paths = (await server.GetAsync("/openapi/v1.json", null)).Json.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        var example = Regex.Match(Document, "```json\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;

        Assert.That(paths.Where(path => !Document.Contains(path, StringComparison.Ordinal)), Is.Empty);
        Assert.That((await server.PostAsync("/api/proof/submit", server.Token("alice"), example)).Status, Is.EqualTo(202));
    }
}
