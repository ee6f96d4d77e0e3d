using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>
/// All options of a class, each written once: what copies, checks and reads them, and what tells of them, goes through this table.
/// </summary>
internal sealed class OptionTable<TOptions>
    where TOptions : new()
{
    private readonly List<Option<TOptions>> _options = [];
    private readonly List<Action<TOptions, string, ICollection<string>>> _rules = [];

    /// <summary>Adds an option.</summary>
    public OptionTable<TOptions> Add(Option<TOptions> option)
    {
        _options.Add(option);
        return this;
    }

    /// <summary>Adds a rule about several options together; it is given the path before their names.</summary>
    public OptionTable<TOptions> Rule(Action<TOptions, string, ICollection<string>> rule)
    {
        _rules.Add(rule);
        return this;
    }

    /// <summary>Copies all options.</summary>
    public void Copy(TOptions from, TOptions to)
    {
        foreach (var option in _options) option.Copy(from, to);
    }

    /// <summary>Adds a sentence for each option that can't be as it is.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">What stands before their names in the sentences.</param>
    /// <param name="failures">Where to add.</param>
    public void Check(TOptions options, string path, ICollection<string> failures)
    {
        foreach (var option in _options) option.Check(options, $"{path}.{option.Name}", failures);
        foreach (var rule in _rules) rule(options, path, failures);
    }

    /// <summary>Takes what a configuration has; what it has not stays as it is.</summary>
    public void Read(IConfiguration configuration, TOptions options, ConfigurationFindings findings)
    {
        foreach (var entry in configuration.GetChildren())
        {
            var option = _options.Find(option => string.Equals(option.Name, entry.Key, StringComparison.OrdinalIgnoreCase));
            if (option is null) findings.AddUnknown(entry.Path);
            else option.Read(entry, options, findings);
        }
    }

    /// <summary>All options as a reader sees them, in the table's order.</summary>
    public IEnumerable<OptionRow> Rows(TOptions options, string prefix = "") => Rows(options, new TOptions(), prefix);

    /// <summary>All options as a reader sees them, in the table's order.</summary>
    public IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix) =>
        _options.SelectMany(option => option.Rows(options, defaults, prefix));
}
