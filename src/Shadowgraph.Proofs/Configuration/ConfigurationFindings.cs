namespace Shadowgraph.Proofs.Configuration;

/// <summary>What was wrong with a configuration that options were read from.</summary>
internal sealed class ConfigurationFindings
{
    // A configuration as a whole has all variables of the environment in it.
    private const int MostNamed = 20;

    private readonly List<string> _failures = [];
    private readonly List<string> _unknown = [];

    /// <summary>Entries that can't be read, in sentences.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The names that no option has, parted by commas; null if there are none.</summary>
    public string? Unknown => _unknown.Count switch
    {
        0 => null,
        <= MostNamed => string.Join(", ", _unknown),
        _ => $"{string.Join(", ", _unknown.Take(MostNamed))} and {_unknown.Count - MostNamed} more",
    };

    /// <summary>An entry can't be read.</summary>
    /// <param name="path">Its name, as the configuration has it.</param>
    /// <param name="problem">The rest of the sentence, which holds no secret.</param>
    public void Fail(string path, string problem) => AddOnce(_failures, $"The configuration's {path} {problem}.");

    /// <summary>An entry is none of the options.</summary>
    public void AddUnknown(string path) => AddOnce(_unknown, path);

    private static void AddOnce(List<string> list, string text)
    {
        if (!list.Contains(text)) list.Add(text);
    }
}
