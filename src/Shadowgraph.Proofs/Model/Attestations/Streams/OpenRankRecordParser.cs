namespace Shadowgraph.Proofs;

/// <summary>Parses local trust in the exchange format of OpenRank and EigenTrust: i trusts j by v.</summary>
internal sealed class OpenRankRecordParser(OpenRankMapping mapping) : IRecordParser
{
    private static readonly string[] Names = ["i", "j", "v"];

    private CsvColumns? _columns;

    public Attestation? Parse(in RawRecord record)
    {
        if (_columns is not { } columns)
        {
            _columns = new CsvColumns(record, Names, Names.Length);
            return null;
        }

        var fields = columns.Split(record);
        var source = columns.Address(record, fields, 0);
        var target = columns.Address(record, fields, 1);
        if (mapping.Opinion(columns.Number(record, fields, 2)) is not { } opinion) return null;
        var attestation = new Attestation
        {
            Source = source,
            Target = target,
            Opinion = opinion,
            Weight = mapping.Weight,
            Type = mapping.Type,
            CreatedAt = mapping.CreatedAt,
            ExpiresAt = mapping.ExpiresAt,
        };
        attestation.Validate();
        return attestation;
    }
}
