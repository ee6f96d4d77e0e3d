using System.Text;
using Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The code that docs/attestations.md shows is that of AttestationExamples.cs, and it does what the document says.</summary>
[TestFixture]
public sealed class AttestationDocumentTests
{
    [TestCase("import")]
    [TestCase("eas")]
    public void Document_ShowsTheCodeThatRuns(string region) =>
        Assert.That(Documents.Read("docs/attestations.md"), Does.Contain(Documents.Region(region, "AttestationExamples.cs")));

    [Test]
    public async Task ImportExample_PublishesTheValidRecords_AndCountsTheOthers()
    {
        var registry = new AttestationRegistry();
        var lines = Encoding.UTF8.GetString(AttestationStreams.JsonLines) + "{}\n";

        var leftOut = await AttestationImport.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), registry);

        Assert.That((leftOut, registry.Count), Is.EqualTo((1, 1)));
        Assert.That(registry.Open(AttestationStreams.Subject).Attestations.Length, Is.EqualTo(2));
    }

    [Test]
    public async Task EasExample_MapsStarsToAnOpinion()
    {
        var row = AttestationStreams.EasRow(AttestationStreams.First, 4, 0).Replace("score", "stars", StringComparison.Ordinal);

        var records = await AttestationStreams.ReadAsync(
            Encoding.UTF8.GetBytes($"[{row}]"), Reviews.ReviewsOf("0x" + new string('a', 64)));

        Assert.That(records.Single().Attestation.Opinion.Belief, Is.EqualTo(0.6).Within(1e-12));
    }
}
