namespace Shadowgraph.Proofs;

/// <summary>The bytes of one record, valid until the next one is asked for.</summary>
internal readonly record struct RawRecord(long Number, long Line, ReadOnlyMemory<byte> Text)
{
    /// <summary>An error about this record, after which the next one can be read.</summary>
    public InvalidRecordException Fail(string field, string problem) => new(Number, Line, field, problem, canContinue: true);
}
