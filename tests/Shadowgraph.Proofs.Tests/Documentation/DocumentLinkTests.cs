using System.Text.RegularExpressions;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>Links between documents lead to files and headings that are there.</summary>
[TestFixture]
[Parallelizable]
public sealed partial class DocumentLinkTests
{
    [TestCaseSource(typeof(Documents), nameof(Documents.All))]
    public void EveryLink_LeadsSomewhere(string document)
    {
        var text = FencedBlock().Replace(Documents.Read(document), "");
        var broken = Link().Matches(text).Select(match => match.Groups[1].Value).Where(link => !Exists(document, link));

        Assert.That(broken, Is.Empty);
    }

    private static bool Exists(string document, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal)) return true;
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        var path = Path.GetFullPath(Path.Combine(Checkout.Root, target));
        if (!File.Exists(path) && !Directory.Exists(path)) return false;
        return parts.Length == 1 || Headings(path).Contains(parts[1]);
    }

    /// <summary>The anchors of a document's headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Headings(string path) =>
        Heading().Matches(FencedBlock().Replace(File.ReadAllText(path), ""))
            .Select(match => NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FencedBlock();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
