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

    [TestCase("server.md")]
    [TestCase("how-a-proof-is-made.md")]
    public void Links_LeadSomewhere(string document) => Assert.That(
        Link().Matches(File.ReadAllText(Path.Combine(Docs, document))).Select(link => link.Groups[1].Value).Where(link => IsBroken(document, link)), Is.Empty);

    private static bool IsBroken(string document, string link)
    {
        var (path, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var target = Path.Combine(Docs, path.Length > 0 ? path : document);
        if (!Path.Exists(target)) return true;
        if (anchor is null) return false;
        return !Heading().Matches(File.ReadAllText(target)).Select(heading => AnchorOf(heading.Groups[1].Value)).Contains(anchor);
    }

    /// <summary>The anchor of a heading on GitHub: lower case, letters, digits, hyphens, and hyphens in place of spaces.</summary>
    private static string AnchorOf(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex("^#+ +(.+?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?!https?:)([^)]+)\)")]
    private static partial Regex Link();
}
