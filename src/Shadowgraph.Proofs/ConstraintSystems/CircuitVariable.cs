using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A wire of the circuit under construction in a <see cref="CircuitBuilder"/>. Sums and multiples of wires are linear combinations.</summary>
/// <remarks>Valid only with the builder that made the variable.</remarks>
[JsonConverter(typeof(NoJsonConverter<CircuitVariable>))]
public readonly struct CircuitVariable
{
    internal CircuitVariable(CircuitBuilder owner, int wire)
    {
        Owner = owner;
        Wire = wire;
    }

    internal CircuitBuilder? Owner { get; }

    /// <summary>Number in the builder's order, at least 1; compilation renumbers.</summary>
    internal int Wire { get; }

    /// <summary>The wire as a linear combination.</summary>
    public static implicit operator LinearCombination(CircuitVariable variable) => LinearCombination.FromVariable(variable);

    /// <summary>The sum.</summary>
    public static LinearCombination operator +(CircuitVariable left, CircuitVariable right) => (LinearCombination)left + right;

    /// <summary>The sum.</summary>
    public static LinearCombination operator +(CircuitVariable left, LinearCombination right) => (LinearCombination)left + right;

    /// <summary>The sum.</summary>
    public static LinearCombination operator +(LinearCombination left, CircuitVariable right) => left + (LinearCombination)right;

    /// <summary>The difference.</summary>
    public static LinearCombination operator -(CircuitVariable left, CircuitVariable right) => (LinearCombination)left - right;

    /// <summary>The difference.</summary>
    public static LinearCombination operator -(CircuitVariable left, LinearCombination right) => (LinearCombination)left - right;

    /// <summary>The difference.</summary>
    public static LinearCombination operator -(LinearCombination left, CircuitVariable right) => left - (LinearCombination)right;

    /// <summary>The negation.</summary>
    public static LinearCombination operator -(CircuitVariable variable) => -(LinearCombination)variable;

    /// <summary>The multiple by a constant.</summary>
    public static LinearCombination operator *(CircuitVariable variable, in Fr constant) => (LinearCombination)variable * constant;

    /// <summary>The multiple by a constant.</summary>
    public static LinearCombination operator *(in Fr constant, CircuitVariable variable) => (LinearCombination)variable * constant;
}
