namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>In the short mode, a benchmark class runs with these values of a parameter only.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class InShortModeAttribute(string parameter, params object[] values) : Attribute
{
    /// <summary>The parameter's name.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The values to keep.</summary>
    public IReadOnlyList<object> Values { get; } = values;
}
