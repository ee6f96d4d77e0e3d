using System.Globalization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A name within a scope, optionally with an index; the full path is built on demand only.</summary>
internal readonly record struct Label(int Scope, string Name, int Index = -1)
{
    public string Text => Index < 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}[{Index}]");
}

/// <summary>The scopes of a circuit, as a tree; scope 0 is the circuit itself.</summary>
internal sealed class LabelTable
{
    private readonly List<Label> _scopes = [new(-1, "")];

    /// <summary>Rejects names that would break paths or the lines of a symbol file.</summary>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var character in name)
        {
            if (character is ',' or '/' || char.IsControl(character))
                throw new ArgumentException($"The name \"{name}\" holds a comma, slash or control character.", nameof(name));
        }
    }

    public int Add(in Label scope)
    {
        _scopes.Add(scope);
        return _scopes.Count - 1;
    }

    public int ParentOf(int scope) => _scopes[scope].Scope;

    /// <summary>The whole path, scopes first.</summary>
    public string PathOf(in Label label, char separator = '/')
    {
        var text = label.Text;
        for (var scope = label.Scope; scope > 0; scope = _scopes[scope].Scope) text = _scopes[scope].Text + separator + text;
        return text;
    }
}
