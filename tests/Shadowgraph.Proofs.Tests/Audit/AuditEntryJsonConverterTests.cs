using System.Text.Json;
using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

[TestFixture]
public sealed class AuditEntryJsonConverterTests
{
    [TestCase("""{"\udc00":0,"action":"Refused"}""")]
    [TestCase("""{"action":"\udc00"}""")]
    [TestCase("""{"action":5}""")]
    [TestCase("""{"hash":"00"}""")]
    [TestCase("[]")]
    [TestCase("7")]
    public void Read_OfNoEntry_ThrowsJsonException(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<AuditEntry>(json), Throws.TypeOf<JsonException>());

    [Test]
    public void Read_OfEntriesOfBothSeries_GivesThemBack()
    {
        AuditEntry[] entries = [.. AuditFolder.Entries(3), .. AuditFolder.Refusals(3)];

        var read = entries.Select(entry => JsonSerializer.Deserialize<AuditEntry>(JsonSerializer.Serialize(entry))).ToArray();

        Assert.That(read.Select(entry => JsonSerializer.Serialize(entry)), Is.EqualTo(entries.Select(entry => JsonSerializer.Serialize(entry))));
        Assert.That(read.Select(entry => entry!.Sequence), Is.EqualTo(entries.Select(entry => entry.Sequence)));
    }
}
