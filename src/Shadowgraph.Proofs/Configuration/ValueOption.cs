using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option with a single value.</summary>
/// <param name="name">The name.</param>
/// <param name="type">The notation and the accepted values.</param>
/// <param name="get">Reads the property.</param>
/// <param name="set">Sets the property.</param>
/// <param name="text">A description in Markdown.</param>
/// <param name="defaultText">A description of a default that depends on the machine; null to show the default value.</param>
internal sealed class ValueOption<TOptions, TValue>(
    string name,
    OptionType<TValue> type,
    Func<TOptions, TValue> get,
    Action<TOptions, TValue> set,
    string text,
    string? defaultText = null) : Option<TOptions>(name, text)
{
    public override void Copy(TOptions from, TOptions to) => set(to, type.Copy(get(from)));

    public override void Check(TOptions options, string path, ICollection<string> failures)
    {
        var value = get(options);
        if (!type.Accepts(value)) failures.Add($"{path} is {type.Write(value)}; it must be {type.Range}{type.Hint(value)}.");
    }

    public override void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings)
    {
        if (section.GetChildren().Any()) findings.Fail(section.Path, "has entries below it; it must be a single value");
        else if (section.Value is not { } written) return;
        else if (type.TryParse(written, out var value)) set(options, value);
        else findings.Fail(section.Path, $"is {type.Quote(written)}; it must be {type.Form}");
    }

    public override IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix)
    {
        var (usual, value) = (type.Write(get(defaults)), type.Write(get(options)));
        return [new(prefix + Name, type.Form, type.Range, defaultText ?? usual, value, value == usual, Text)];
    }
}
