using System.Text;

namespace Shadowgraph.Proofs;

/// <summary>The fields of a line of CSV by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with surrounding white space removed.</summary>
internal static class CsvRow
{
    private const int MaxFields = 1000;

    /// <exception cref="InvalidRecordException">The line is not CSV.</exception>
    public static List<string> Split(in RawRecord record)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(record.Text.Span);
        }
        catch (DecoderFallbackException)
        {
            throw record.Fail("", "is not text in UTF-8.");
        }

        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (fields.Count == MaxFields) throw record.Fail("", $"has more than {MaxFields} fields.");
            while (at < text.Length && text[at] is ' ' or '\t') at++;
            fields.Add(at < text.Length && text[at] == '"' ? Quoted(record, text, ref at) : Plain(text, ref at));
            if (at == text.Length) return fields;
            at++; // the comma
        }
    }

    private static string Plain(string text, ref int at)
    {
        var end = text.IndexOf(',', at);
        if (end < 0) end = text.Length;
        var field = text.AsSpan(at, end - at).Trim().ToString();
        at = end;
        return field;
    }

    private static string Quoted(in RawRecord record, string text, ref int at)
    {
        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (at >= text.Length) throw record.Fail("", "has a quotation mark without its end.");
            if (text[at] != '"') field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else break;
        }

        at++;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        if (at < text.Length && text[at] != ',') throw record.Fail("", "has text after a field in quotation marks. Put a comma between them.");
        return field.ToString();
    }
}
