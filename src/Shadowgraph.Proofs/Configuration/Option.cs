using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option of an options class: the full definition in a single place, without reflection.</summary>
/// <param name="name">The name of the property, and of the configuration entry.</param>
/// <param name="text">A description in Markdown, for docs/configuration.md.</param>
internal abstract class Option<TOptions>(string name, string text)
{
    public string Name { get; } = name;

    protected string Text { get; } = text;

    /// <summary>Copies the value; the copy is independent of later changes to the original.</summary>
    public abstract void Copy(TOptions from, TOptions to);

    /// <summary>Adds a sentence for each problem with the value.</summary>
    /// <param name="options">The options with the value.</param>
    /// <param name="path">The option's full name.</param>
    /// <param name="failures">Receives the sentences.</param>
    public abstract void Check(TOptions options, string path, ICollection<string> failures);

    /// <summary>Reads the value from a configuration. An unreadable entry is recorded as a finding, and leaves the value unchanged.</summary>
    public abstract void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings);

    /// <summary>The option as rows for display; a group of options has several rows.</summary>
    /// <param name="options">The options with the value.</param>
    /// <param name="defaults">The options with default values.</param>
    /// <param name="prefix">A prefix for the name, ending with a full stop, or empty.</param>
    public abstract IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix);
}
