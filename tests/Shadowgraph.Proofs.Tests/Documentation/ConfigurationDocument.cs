using System.Text;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>docs/configuration.md, as it follows from the tables of options.</summary>
internal static class ConfigurationDocument
{
    /// <summary>What stands above the tables in the document; the tables follow from here to its end.</summary>
    public const string Start = "## All options\n";

    /// <summary>The document from <see cref="Start"/> on.</summary>
    public static string Tables()
    {
        var text = new StringBuilder(Start);
        var options = ProofPipelineOptionTable.Table.Rows(new ProofPipelineOptions());
        foreach (var group in options.GroupBy(row => Group(row.Path)))
        {
            text.Append('\n').Append(group.Key.Length == 0 ? "### The pipeline" : $"### {group.Key}").Append("\n\n");
            Append(text, group);
        }

        text.Append("\n## Options of the file audit sink\n\n");
        text.Append("They are options of their own, `FileAuditSinkOptions`, for each sink that is made.\n\n");
        Append(text, FileAuditSinkOptionTable.Table.Rows(new FileAuditSinkOptions()));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<OptionRow> rows)
    {
        text.Append("| Option | Default | Must be | What it does |\n|---|---|---|---|\n");
        foreach (var row in rows) text.Append($"| `{row.Path}` | {row.Default} | {Values(row)} | {row.Text} |\n");
    }

    // A range says more than the form, for numbers and durations; a choice has its names in both.
    private static string Values(OptionRow row) => row.Form switch
    {
        _ when row.Range.Length == 0 || row.Range == row.Form => row.Form,
        _ when row.Form.StartsWith("a duration", StringComparison.Ordinal) => $"a duration, {row.Range}",
        _ when row.Form.StartsWith("a whole number", StringComparison.Ordinal) => $"a whole number, {row.Range}",
        "text" => row.Range,
        _ => $"{row.Form}: {row.Range}",
    };

    private static string Group(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[..dot] : "";
}
