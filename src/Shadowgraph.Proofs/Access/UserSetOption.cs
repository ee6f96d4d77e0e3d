using Microsoft.Extensions.Configuration;
using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Access;

/// <summary>An option with a set of user ids, as text.</summary>
internal sealed class UserSetOption<TOptions>(string name, Func<TOptions, ISet<string>> get, string text) : Option<TOptions>(name, text)
{
    private const string Form = "a list of user ids";

    public override void Copy(TOptions from, TOptions to)
    {
        get(to).Clear();
        get(to).UnionWith(get(from));
    }

    public override void Check(TOptions options, string path, ICollection<string> failures)
    {
        foreach (var user in get(options))
        {
            if (ProofUserId.ProblemOf(user) is { } problem) failures.Add($"{path} holds text that is no user id: {problem}");
        }
    }

    public override void Read(IConfigurationSection section, TOptions options, ConfigurationFindings findings)
    {
        // An empty list has an empty value. Any other value is a single id in place of a list, and must not be ignored.
        if (!string.IsNullOrEmpty(section.Value)) findings.Fail(section.Path, $"is a single value; it must be {Form}");
        foreach (var entry in section.GetChildren())
        {
            if (entry.Value is null || entry.GetChildren().Any()) findings.Fail(entry.Path, "is no text; it must be a user id");
            else get(options).Add(entry.Value);
        }
    }

    public override IEnumerable<OptionRow> Rows(TOptions options, TOptions defaults, string prefix) =>
        [new(prefix + Name, Form, "", Count(defaults), Count(options), get(options).SetEquals(get(defaults)), Text)];

    private string Count(TOptions options) => get(options).Count switch
    {
        0 => "empty",
        1 => "1 user",
        var count => $"{count} users",
    };
}
