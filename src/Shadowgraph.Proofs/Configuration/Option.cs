using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option of a class of options: all that is to be known of it, in one place, without reflection.</summary>
/// <param name="name">The property's name, which is its name in a configuration too.</param>
/// <param name="text">What it does, in Markdown, for docs/configuration.md.</param>
internal abstract class Option<TOptions>(string name, string text)
{
    public string Name { get; } = name;

    protected string Text { get; } = text;

    /// <summary>Copies the value, so that later changes of one object do not reach the other.</summary>
    public abstract void Copy(TOptions from, TOptions to);

    /// <summary>Adds a sentence for each thing that is wrong with the value.</summary>
    /// <param name="options">The options with the value.</param>
    /// <param name="path">The option's full name.</param>
    /// <param name="failures">Where to add.</param>
    public abstract void Check(TOptions options, string path, ICollection<string> failures);

    /// <summary>Takes the value from a configuration. What can't be read changes nothing, and is a finding.</summary>
    public abstract void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings);

    /// <summary>The option as a reader sees it; a group of options is several.</summary>
    /// <param name="options">The options with the value.</param>
    /// <param name="defaults">The options as they are when nothing was set.</param>
    /// <param name="prefix">What comes before its name, with a full stop at the end, or nothing.</param>
    public abstract IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix);
}
