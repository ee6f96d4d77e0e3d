namespace Shadowgraph.Proofs;

/// <summary>CSV with this library's own columns; expires_at may be missing or empty.</summary>
internal sealed class CsvRecordParser(JsonTimeUnit unit) : IRecordParser
{
    private static readonly string[] Names =
    [
        "source", "target", "belief", "disbelief", "uncertainty", "base_rate", "weight", "attestation_type", "created_at", "expires_at",
    ];

    private CsvColumns? _columns;

    public Attestation? Parse(in RawRecord record)
    {
        if (_columns is not { } columns)
        {
            _columns = new CsvColumns(record, Names, Names.Length - 1);
            return null;
        }

        var fields = columns.Split(record);
        var attestation = new Attestation
        {
            Source = columns.Address(record, fields, 0),
            Target = columns.Address(record, fields, 1),
            Opinion = new Opinion(
                columns.Number(record, fields, 2), columns.Number(record, fields, 3), columns.Number(record, fields, 4),
                columns.Number(record, fields, 5)),
            Weight = columns.Number(record, fields, 6),
            Type = AttestationTypeNames.TryParse(columns.Text(fields, 7), out var type)
                ? type
                : throw record.Fail(Names[7], AttestationTypeNames.Problem),
            CreatedAt = columns.Time(record, fields, 8, unit) ?? throw record.Fail(Names[8], "is empty. State the time since 1970."),
            ExpiresAt = columns.Time(record, fields, 9, unit),
        };
        attestation.Validate();
        return attestation;
    }
}
