using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A scalar or an array of scalars, for an input of a circuit. Converts from either; the default is the scalar 0.</summary>
[JsonConverter(typeof(NoJsonConverter<InputValue>))]
public readonly struct InputValue
{
    private readonly Fr[]? _array;
    private readonly Fr _scalar;

    private InputValue(in Fr scalar) => _scalar = scalar;

    private InputValue(Fr[] array) => _array = array;

    internal bool IsArray => _array is not null;

    /// <summary>A scalar.</summary>
    public static implicit operator InputValue(in Fr value) => new(value);

    /// <summary>A scalar; a negative integer maps to the negated scalar modulo r.</summary>
    public static implicit operator InputValue(int value) => new((Fr)value);

    /// <summary>A scalar.</summary>
    public static implicit operator InputValue(ulong value) => new((Fr)value);

    /// <summary>An array of scalars; null means the empty array.</summary>
    public static implicit operator InputValue(Fr[] values) => new(values ?? []);

    /// <summary>Copies the values to a new pinned array, for a caller that clears the array later.</summary>
    internal Fr[] Copy()
    {
        var copy = PinnedArray.Allocate<Fr>(_array?.Length ?? 1);
        if (_array is null) copy[0] = _scalar;
        else _array.CopyTo(copy, 0);
        return copy;
    }
}
