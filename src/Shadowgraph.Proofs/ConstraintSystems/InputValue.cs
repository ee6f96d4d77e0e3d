using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A scalar or an array of scalars, for an input of a circuit. Converts from either.</summary>
public readonly struct InputValue
{
    private readonly Fr[]? _values;

    private InputValue(Fr[] values, bool isArray)
    {
        _values = values;
        IsArray = isArray;
    }

    internal bool IsArray { get; }

    internal ReadOnlySpan<Fr> Values => _values;

    /// <summary>The values, to be cleared by who owns a copy.</summary>
    internal Span<Fr> Owned => _values;

    /// <summary>One scalar.</summary>
    public static implicit operator InputValue(in Fr value) => new([value], isArray: false);

    /// <summary>One scalar; a negative one stands for its negative modulo r.</summary>
    public static implicit operator InputValue(int value) => (Fr)value;

    /// <summary>One scalar.</summary>
    public static implicit operator InputValue(ulong value) => (Fr)value;

    /// <summary>An array of scalars.</summary>
    public static implicit operator InputValue(Fr[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values, isArray: true);
    }

    internal InputValue Copy() => IsArray ? new([.. _values!], isArray: true) : this;
}
