using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Binding;

/// <summary>All options as lines of text, those among them that tables of options do not show.</summary>
public static class OptionText
{
    public static IEnumerable<string> Of(ProofPipelineOptions options) =>
    [
        .. ProofPipelineOptionTable.Table.Rows(options).Select(row => $"{row.Path} = {row.Value}"),
        $"Access.Allowed = {string.Join(", ", options.Access.Allowed.Order(StringComparer.Ordinal))}",
        $"Access.Blocked = {string.Join(", ", options.Access.Blocked.Order(StringComparer.Ordinal))}",
        $"Audit.Key = {Convert.ToHexStringLower(options.Audit.Key)}",
    ];
}
