namespace Shadowgraph.Proofs;

/// <summary>A record of a stream of attestations is not valid. The message names record, line and field, the problem and the remedy.</summary>
public sealed class InvalidRecordException : ProofException
{
    /// <summary>States the place and the problem.</summary>
    /// <param name="record">The number of the record, from 1.</param>
    /// <param name="line">The line on which the record begins, from 1.</param>
    /// <param name="field">The field, such as <c>opinion.belief</c>; empty if the problem concerns the whole record.</param>
    /// <param name="problem">Problem and remedy, as the rest of a sentence about the field or the record; without secrets.</param>
    /// <param name="canContinue">Whether the following records can still be separated.</param>
    public InvalidRecordException(long record, long line, string field, string problem, bool canContinue)
        : base(string.IsNullOrEmpty(field)
            ? $"Record {record}, line {line}, {problem}"
            : $"Record {record}, line {line}: {field} {problem}")
    {
        Record = record;
        Line = line;
        Field = field;
        CanContinue = canContinue;
    }

    /// <summary>The number of the record, from 1.</summary>
    public long Record { get; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; }

    /// <summary>The field, such as <c>opinion.belief</c>; empty if the problem concerns the whole record.</summary>
    public string Field { get; }

    /// <summary>
    /// Whether reading can continue with the next record: see <see cref="AttestationReaderOptions.SkipInvalid"/>. After a syntax error within an
    /// array the beginning of the next record is unknown.
    /// </summary>
    public bool CanContinue { get; }
}
