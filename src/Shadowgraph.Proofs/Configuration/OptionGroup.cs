using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>A group of options in a separate class.</summary>
internal sealed class OptionGroup<TOptions, TGroup>(string name, Func<TOptions, TGroup> get, OptionTable<TGroup> table)
    : Option<TOptions>(name, "")
    where TGroup : new()
{
    public override void Copy(TOptions from, TOptions to) => table.Copy(get(from), get(to));

    public override void Check(TOptions options, string path, ICollection<string> failures) => table.Check(get(options), path, failures);

    public override void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings)
    {
        if (!string.IsNullOrEmpty(section.Value)) findings.Fail(section.Path, "is a single value; it must have the options of its group below it");
        table.Read(section, get(options), findings);
    }

    public override IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix) =>
        table.Rows(get(options), get(defaults), $"{prefix}{Name}.");
}
