using System.Globalization;

namespace Shadowgraph.Proofs;

/// <summary>Maps the columns of CSV by the names in the header line, and reads typed values.</summary>
internal sealed class CsvColumns
{
    private readonly string[] _names;
    private readonly int[] _places;
    private readonly int _count;

    /// <param name="header">The first line.</param>
    /// <param name="names">The known columns.</param>
    /// <param name="required">The number of mandatory columns, the first in <paramref name="names"/>.</param>
    /// <exception cref="InvalidRecordException">A column is missing, repeated, or has a name similar to a known name.</exception>
    public CsvColumns(in RawRecord header, string[] names, int required)
    {
        _names = names;
        var found = CsvRow.Split(header);
        _count = found.Count;
        _places = new int[names.Length];
        Array.Fill(_places, -1);
        for (var place = 0; place < found.Count; place++)
        {
            var column = Array.IndexOf(names, found[place]);
            if (column >= 0 && _places[column] < 0) _places[column] = place;
            else if (column >= 0) throw Broken(header, names[column], "is there twice. Keep one of the columns.");
            else if (Array.FindIndex(names, name => Plain(name) == Plain(found[place])) is >= 0 and var near)
                throw Broken(header, names[near], "has another spelling. Write the column's name exactly so.");
        }

        for (var column = 0; column < required; column++)
        {
            if (_places[column] < 0)
            {
                throw Broken(
                    header, names[column], $"is no column of the first line. Name the columns there: {string.Join(", ", names[..required])}.");
            }
        }
    }

    /// <summary>The fields of a line; their number equals that of the columns.</summary>
    public List<string> Split(in RawRecord record)
    {
        var fields = CsvRow.Split(record);
        return fields.Count == _count ? fields : throw record.Fail("", $"has {fields.Count} fields, and the first line {_count}.");
    }

    public EvmAddress Address(in RawRecord record, List<string> fields, int column) =>
        EvmAddress.TryParse(Text(fields, column), out var address)
            ? address
            : throw record.Fail(_names[column], "must be an address: 0x followed by 40 hexadecimal digits.");

    public double Number(in RawRecord record, List<string> fields, int column) =>
        double.TryParse(Text(fields, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw record.Fail(_names[column], "must be a number, with a point before its fraction.");

    /// <summary>A time; null if the column is missing or the field is empty.</summary>
    public DateTimeOffset? Time(in RawRecord record, List<string> fields, int column, JsonTimeUnit unit)
    {
        var text = Text(fields, column);
        if (text.Length == 0) return null;
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw record.Fail(_names[column], "must be a whole number of at least 0, the time since 1970.");
        return UnixTime.TryRead(value, unit, out var time) is { } problem ? throw record.Fail(_names[column], problem) : time;
    }

    public string Text(List<string> fields, int column) => _places[column] < 0 ? "" : fields[_places[column]];

    private static InvalidRecordException Broken(in RawRecord header, string name, string problem) =>
        new(header.Number, header.Line, name, problem, canContinue: false);

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
