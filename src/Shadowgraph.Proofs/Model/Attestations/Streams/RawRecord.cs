namespace Shadowgraph.Proofs;

/// <summary>The bytes of a record, valid until the next record is requested.</summary>
internal readonly record struct RawRecord(long Number, long Line, ReadOnlyMemory<byte> Text)
{
    /// <summary>Creates an error for this record; reading can continue afterwards.</summary>
    public InvalidRecordException Fail(string field, string problem) => new(Number, Line, field, problem, canContinue: true);
}
