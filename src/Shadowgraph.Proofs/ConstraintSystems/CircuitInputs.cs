using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// Values for a circuit's inputs, by name: <c>new CircuitInputs { ["amount"] = 5, ["path"] = siblings }</c>. Secret: disposal clears the values.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<CircuitInputs>))]
public sealed class CircuitInputs : IDisposable
{
    private readonly Dictionary<string, (Fr[] Values, bool IsArray)> _values = new(StringComparer.Ordinal);

    /// <summary>Sets the value of an input, a scalar or an array of scalars. An array is copied.</summary>
    /// <param name="name">The name under which the circuit declares the input.</param>
    public InputValue this[string name]
    {
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            Clear(name);
            _values[name] = (value.Copy(), value.IsArray);
        }
    }

    internal IEnumerable<string> Names => _values.Keys;

    /// <summary>Clears all values and forgets the names.</summary>
    public void Dispose()
    {
        foreach (var name in _values.Keys) Clear(name);
        _values.Clear();
    }

    /// <summary>Copies the values of an input to the input's wires.</summary>
    /// <exception cref="CircuitInputException">The input is missing or of the wrong length.</exception>
    internal void CopyTo(InputSlot slot, Span<Fr> wires)
    {
        if (!_values.TryGetValue(slot.Name, out var value))
            throw new CircuitInputException(slot.Name, $"The circuit's input \"{slot.Name}\" is missing. Set a value.");
        if (value.IsArray != slot.Count is not null || value.Values.Length != wires.Length)
        {
            throw new CircuitInputException(
                slot.Name,
                FormattableString.Invariant($"The circuit's input \"{slot.Name}\" is {Describe(slot.Count)}, and {Describe(value.IsArray ? value.Values.Length : null)} was given."));
        }

        value.Values.CopyTo(wires);
    }

    private static string Describe(int? count) => count is null ? "one scalar" : FormattableString.Invariant($"an array of {count}");

    private void Clear(string name)
    {
        if (_values.TryGetValue(name, out var old)) CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(old.Values.AsSpan()));
    }
}
