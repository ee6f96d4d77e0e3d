using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>The options as the audit trail records them: every one that is not at the default of this version, and no secret.</summary>
internal static class ConfigurationText
{
    private static readonly string Version = typeof(ConfigurationText).Assembly.GetName().Version!.ToString(3);

    /// <summary>Parts, none of them longer than an entry has room for, unless a single value is.</summary>
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
