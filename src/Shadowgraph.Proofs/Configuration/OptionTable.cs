using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>
/// All options of a class, each defined once: copying, validation, reading and documentation all use this table.
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

    /// <summary>Adds a rule about several options together; the rule receives the path prefix of their names.</summary>
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

    /// <summary>Adds a sentence for each invalid option.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">The prefix of option names in the sentences.</param>
    /// <param name="failures">Receives the sentences.</param>
    public void Check(TOptions options, string path, ICollection<string> failures)
    {
        foreach (var option in _options) option.Check(options, $"{path}.{option.Name}", failures);
        foreach (var rule in _rules) rule(options, path, failures);
    }

    /// <summary>Reads the entries of a configuration; options without an entry keep their values.</summary>
    public void Read(IConfiguration configuration, TOptions options, ConfigurationFindings findings)
    {
        foreach (var entry in configuration.GetChildren())
        {
            var option = _options.Find(option => string.Equals(option.Name, entry.Key, StringComparison.OrdinalIgnoreCase));
            if (option is null) findings.AddUnknown(entry.Path);
            else option.Read(entry, options, findings);
        }
    }

    /// <summary>All options for display, in the table's order.</summary>
    public IEnumerable<OptionRow> Rows(TOptions options, string prefix = "") => Rows(options, new TOptions(), prefix);

    /// <summary>All options for display, in the table's order.</summary>
    public IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix) =>
        _options.SelectMany(option => option.Rows(options, defaults, prefix));
}
