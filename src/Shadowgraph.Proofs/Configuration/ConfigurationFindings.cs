namespace Shadowgraph.Proofs.Configuration;

/// <summary>The errors found in a configuration of options.</summary>
internal sealed class ConfigurationFindings
{
    // A root configuration contains all environment variables.
    private const int MostNamed = 20;

    private readonly List<string> _failures = [];
    private readonly List<string> _unknown = [];

    /// <summary>Unreadable entries, in sentences.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The unknown names, separated by commas; null without unknown names.</summary>
    public string? Unknown => _unknown.Count switch
    {
        0 => null,
        <= MostNamed => string.Join(", ", _unknown),
        _ => $"{string.Join(", ", _unknown.Take(MostNamed))} and {_unknown.Count - MostNamed} more",
    };

    /// <summary>Records an unreadable entry.</summary>
    /// <param name="path">The full name of the entry in the configuration.</param>
    /// <param name="problem">The rest of the sentence, without secrets.</param>
    public void Fail(string path, string problem) => AddOnce(_failures, $"The configuration's {path} {problem}.");

    /// <summary>Records an entry with an unknown name.</summary>
    public void AddUnknown(string path) => AddOnce(_unknown, path);

    private static void AddOnce(List<string> list, string text)
    {
        if (!list.Contains(text)) list.Add(text);
    }
}
