namespace Shadowgraph.Proofs;

/// <summary>Records as <see cref="AttestationJson"/> defines them.</summary>
internal sealed class JsonRecordParser(JsonTimeUnit unit) : IRecordParser
{
    public Attestation Parse(in RawRecord record) => AttestationJson.ReadRecord(record.Text.Span, unit);
}
