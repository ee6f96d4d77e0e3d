using Microsoft.Extensions.Configuration;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option that maps some of several names to SHA-256 hashes.</summary>
internal sealed class HashMapOption<TOptions, TKey>(string name, Func<TOptions, IDictionary<TKey, string>> get, string text)
    : Option<TOptions>(name, text)
    where TKey : struct, Enum
{
    private const string Hash = "64 hexadecimal digits";
    private static readonly ChoiceType<TKey> Keys = new();

    public override void Copy(TOptions from, TOptions to)
    {
        get(to).Clear();
        foreach (var (key, hash) in get(from)) get(to).Add(key, hash);
    }

    public override void Check(TOptions options, string path, ICollection<string> failures)
    {
        foreach (var (key, hash) in get(options))
        {
            if (!Keys.Accepts(key)) failures.Add($"{path} has an entry for {key}; it must be {Keys.Range}.");
            if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigit))
                failures.Add($"{path} has for {key} something else than {Hash}.");
        }
    }

    public override void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings)
    {
        if (!string.IsNullOrEmpty(section.Value)) findings.Fail(section.Path, $"is a single value; it must have entries for {Keys.Range}");
        foreach (var entry in section.GetChildren())
        {
            // A misspelt name would leave a file unchecked, so unknown names are always an error.
            if (!Keys.TryParse(entry.Key, out var key)) findings.Fail(entry.Path, $"is not known; the name must be {Keys.Range}");
            else if (entry.Value is not { } hash) findings.Fail(entry.Path, $"is no text; it must be {Hash}");
            else get(options)[key] = hash;
        }
    }

    public override IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix)
    {
        var (usual, value) = (Write(defaults), Write(options));
        return [new(prefix + Name, $"for each of {Keys.Form}: {Hash}", "", usual, value, value == usual, Text)];
    }

    private string Write(TOptions options) => get(options) is { Count: > 0 } hashes
        ? string.Join(", ", hashes.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"))
        : "empty";
}
