using System.Text;
using static Shadowgraph.Proofs.Tests.Model.Attestations.Streams.AttestationStreams;

namespace Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

/// <summary>Records of the Ethereum Attestation Service in the forms of its off-chain JSON and its GraphQL export.</summary>
[TestFixture]
public sealed class EasRecordTests
{
    private static readonly AttestationReaderOptions Options = new() { Eas = AttestationStreams.Eas };

    [Test]
    public async Task ReadAsync_OfAGraphQlAnswer_LeavesOutRevokedAndUnmappedRows()
    {
        var records = await ReadAsync(EasAnswer, Options);

        var attestation = records.Single().Attestation;
        Assert.That(
            (attestation.Source, attestation.Target, attestation.Opinion, attestation.ExpiresAt),
            Is.EqualTo((First, Subject, new Opinion(0.75, 0, 0.25, 0.5), (DateTimeOffset?)null)));
    }

    [Test]
    public async Task ReadAsync_OfAnArrayOfRows_ReadsThem([Values] bool isCompressed)
    {
        var text = Encoding.UTF8.GetBytes($"[{EasRow(First, 5, 0)},{EasRow(Second, 5, 0)}]");

        Assert.That(await ReadAsync(isCompressed ? Compress(text) : text, Options), Has.Count.EqualTo(2));
    }

    [TestCase("1700000000", "0")]
    [TestCase("\"1700000000\"", "\"0\"")]
    [TestCase("{\"type\":\"BigNumber\",\"hex\":\"0x6553f100\"}", "{\"type\":\"BigNumber\",\"hex\":\"0x00\"}")]
    public async Task ReadAsync_OfASignedAttestation_TakesTimesInEveryForm(string time, string never)
    {
        EasAttestation? seen = null;
        var options = new AttestationReaderOptions
        {
            Eas = new EasMapping
            {
                Opinion = stated =>
                {
                    seen = stated;
                    return new Opinion(0.5, 0, 0.5, 0.5);
                },
            },
        };
        var text = $$$"""{"sig":{"message":{"schema":"0x{{{new string('B', 64)}}}","recipient":"{{{Subject}}}","time":{{{time}}},"expirationTime":{{{never}}},"revocable":true,"data":"0x0aff"}},"signer":"{{{First}}}"}""";

        var record = (await ReadAsync(Lines(text), options)).Single();

        Assert.That((record.Attestation.CreatedAt.ToUnixTimeSeconds(), record.Attestation.ExpiresAt), Is.EqualTo((1_700_000_000L, (DateTimeOffset?)null)));
        Assert.That(
            (seen!.Attester, seen.Schema, Convert.ToHexStringLower(seen.Data.Span)), Is.EqualTo((First, "0x" + new string('b', 64), "0aff")));
    }

    [Test]
    public async Task ReadAsync_OfAnotherSchemaThanMapped_LeavesItOut()
    {
        var mapped = Options with { Eas = AttestationStreams.Eas with { Schema = "0x" + new string('a', 64) } };
        var other = Options with { Eas = AttestationStreams.Eas with { Schema = "0x" + new string('b', 64) } };

        Assert.That(((await ReadAsync(EasAnswer, mapped)).Count, (await ReadAsync(EasAnswer, other)).Count), Is.EqualTo((1, 0)));
    }

    [TestCase("\"time\":1700000000", "\"time\":0", "time is 0 or missing")]
    [TestCase("\"time\":1700000000", "\"time\":1700000000000", "time is after the year 9999")]
    [TestCase("\"time\":1700000000", "\"time\":-1", "time must be")]
    [TestCase("\"recipient\":\"0x2222", "\"recipient\":\"0x222", "recipient must be")]
    [TestCase("\"data\":\"0x05\"", "\"data\":\"05\"", "data must be")]
    [TestCase("[{\\\"name\\\"", "[{\\\"nam\\\"", "decodedDataJson must be")]
    [TestCase("\"data\":\"0x05\"", "\"tim\\udc00e\":0", "stands for no character")]
    public void ReadAsync_BadField_IsNamed(string from, string to, string problem)
    {
        var row = EasRow(First, 5, 0).Replace("\n", "", StringComparison.Ordinal);
        Assert.That(row, Does.Contain(from));

        Assert.That(
            () => ReadAsync(Lines(row.Replace(from, to, StringComparison.Ordinal)), Options),
            Throws.TypeOf<InvalidRecordException>().With.Message.Contains(problem));
    }
}
