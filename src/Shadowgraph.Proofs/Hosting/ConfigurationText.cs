using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>The options for the audit trail: all options with values other than the defaults of this version, without secrets.</summary>
internal static class ConfigurationText
{
    private static readonly string Version = typeof(ConfigurationText).Assembly.GetName().Version!.ToString(3);

    /// <summary>The text in parts, each within the maximum length of an entry, unless a single value is longer.</summary>
    public static IEnumerable<string> Of(ProofPipelineOptions options)
    {
        var part = $"Defaults of version {Version}";
        foreach (var row in ProofPipelineOptionTable.Table.Rows(options).Where(row => !row.IsDefault))
        {
            var next = $"{row.Path} {row.Value}";
            if (part.Length + 2 + next.Length < AuditEvent.MaxDetailLength) part = $"{part}; {next}";
            else
            {
                yield return part + ";";
                part = next;
            }
        }

        yield return part + ".";
    }
}
