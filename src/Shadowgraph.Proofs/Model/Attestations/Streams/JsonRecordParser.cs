namespace Shadowgraph.Proofs;

/// <summary>Parses records in the form of <see cref="AttestationJson"/>.</summary>
internal sealed class JsonRecordParser(JsonTimeUnit unit) : IRecordParser
{
    public Attestation Parse(in RawRecord record) => AttestationJson.ReadRecord(record.Text.Span, unit);
}
