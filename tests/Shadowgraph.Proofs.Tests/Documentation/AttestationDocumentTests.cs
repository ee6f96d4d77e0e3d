using System.Text;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The code that docs/attestations.md shows is that of <see cref="AttestationExamples"/>, and it does what the document says.</summary>
[TestFixture]
public sealed class AttestationDocumentTests
{
    private static readonly string Document = Path.GetFullPath(Path.Combine(NodeScript.Folder, "../../docs/attestations.md"));

    [TestCase("import")]
    [TestCase("eas")]
    public void Document_ShowsTheCodeThatRuns(string region) =>
        Assert.That(File.ReadAllText(Document), Does.Contain($"```csharp\n{ReadmeTests.Region(region, "AttestationExamples.cs")}\n```"));

    [Test]
    public async Task ImportExample_PublishesTheValidRecords_AndCountsTheOthers()
    {
        var registry = new AttestationRegistry();
        var lines = Encoding.UTF8.GetString(AttestationStreams.JsonLines) + "{}\n";

        var leftOut = await AttestationExamples.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), registry);

        Assert.That((leftOut, registry.Count), Is.EqualTo((1, 1)));
        Assert.That(registry.Open(AttestationStreams.Subject).Attestations.Length, Is.EqualTo(2));
    }

    [Test]
    public async Task EasExample_MapsStarsToAnOpinion()
    {
        var row = AttestationStreams.EasRow(AttestationStreams.First, 4, 0).Replace("score", "stars", StringComparison.Ordinal);

        var records = await AttestationStreams.ReadAsync(
            Encoding.UTF8.GetBytes($"[{row}]"), AttestationExamples.ReviewsOf("0x" + new string('a', 64)));

        Assert.That(records.Single().Attestation.Opinion.Belief, Is.EqualTo(0.6).Within(1e-12));
    }
}
