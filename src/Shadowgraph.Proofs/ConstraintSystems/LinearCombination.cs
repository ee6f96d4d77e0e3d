using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// A sum of wires with constant coefficients, and a constant: the operand of a constraint. Costs no constraint.
/// </summary>
/// <remarks>
/// Immutable; equal wires are merged and vanishing terms dropped. An addition takes time proportional to the lengths of both operands: for many
/// terms use <see cref="Sum"/> or <see cref="WeightedSum"/> instead of a loop.
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<LinearCombination>))]
public sealed class LinearCombination
{
    private readonly Term[] _terms;
    private readonly CircuitBuilder? _owner;
    private int _row = -1;

    internal LinearCombination(Term[] terms, CircuitBuilder? owner)
    {
        _terms = terms;
        _owner = owner;
    }

    /// <summary>0.</summary>
    public static LinearCombination Zero { get; } = new([], null);

    /// <summary>1.</summary>
    public static LinearCombination One { get; } = new([new Term(0, Fr.One)], null);

    /// <summary>Whether no wire occurs, so that the value is equal in every witness.</summary>
    public bool IsConstant => _terms.Length == 0 || (_terms.Length == 1 && _terms[0].Wire == 0);

    /// <summary>Terms by ascending wire, wire 0 being the constant wire; no coefficient is 0.</summary>
    internal ReadOnlySpan<Term> Terms => _terms;

    /// <summary>The builder of the wires; null for a constant.</summary>
    internal CircuitBuilder? Owner => _owner;

    /// <summary>The constant term.</summary>
    internal Fr Constant => _terms.Length > 0 && _terms[0].Wire == 0 ? _terms[0].Coefficient : Fr.Zero;

    /// <summary>A constant.</summary>
    public static implicit operator LinearCombination(in Fr constant) => constant.IsZero ? Zero : new([new Term(0, constant)], null);

    /// <summary>A constant; a negative integer maps to the negated scalar modulo r.</summary>
    public static implicit operator LinearCombination(int constant) => (Fr)constant;

    /// <summary>A constant.</summary>
    public static implicit operator LinearCombination(ulong constant) => (Fr)constant;

    /// <summary>The sum.</summary>
    /// <exception cref="ArgumentException">The operands belong to different builders.</exception>
    public static LinearCombination operator +(LinearCombination left, LinearCombination right) => Merge(left, right, subtract: false);

    /// <summary>The difference.</summary>
    /// <exception cref="ArgumentException">The operands belong to different builders.</exception>
    public static LinearCombination operator -(LinearCombination left, LinearCombination right) => Merge(left, right, subtract: true);

    /// <summary>The negation.</summary>
    public static LinearCombination operator -(LinearCombination value) => Merge(Zero, value, subtract: true);

    /// <summary>The multiple by a constant.</summary>
    public static LinearCombination operator *(LinearCombination value, in Fr constant)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (constant.IsZero) return Zero;
        if (constant.IsOne) return value;
        var terms = new Term[value._terms.Length];
        for (var i = 0; i < terms.Length; i++) terms[i] = new Term(value._terms[i].Wire, value._terms[i].Coefficient * constant);
        return new(terms, value._owner);
    }

    /// <summary>The multiple by a constant.</summary>
    public static LinearCombination operator *(in Fr constant, LinearCombination value) => value * constant;

    /// <summary>The sum of any number of linear combinations, in time O(n log n) for a total of n terms.</summary>
    /// <exception cref="ArgumentException">The operands belong to different builders.</exception>
    public static LinearCombination Sum(params ReadOnlySpan<LinearCombination> values) => TermMerger.Sum(values, []);

    /// <summary>The sum of weighted linear combinations: a row of a matrix product, or a number from its bits.</summary>
    /// <param name="weights">A weight for each value.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">The numbers of weights and values differ, or the values belong to different builders.</exception>
    public static LinearCombination WeightedSum(ReadOnlySpan<Fr> weights, ReadOnlySpan<LinearCombination> values) =>
        weights.Length == values.Length
            ? TermMerger.Sum(values, weights)
            : throw new ArgumentException($"{weights.Length} weights don't fit {values.Length} values.", nameof(weights));

    /// <summary>The builder common to two linear combinations; null if both are constants.</summary>
    internal static CircuitBuilder? CommonOwner(CircuitBuilder? left, CircuitBuilder? right)
    {
        CircuitBuilder.ThrowIfOfNoWire(left);
        CircuitBuilder.ThrowIfOfNoWire(right);
        return left is null || right is null || ReferenceEquals(left, right)
            ? left ?? right
            : throw new ArgumentException("The linear combinations belong to different circuit builders.");
    }

    /// <summary>A wire alone. The conversion does not throw: a default variable is rejected at the use of the combination.</summary>
    internal static LinearCombination FromVariable(CircuitVariable variable) =>
        new([new Term(variable.Wire, Fr.One)], variable.Owner ?? CircuitBuilder.OfNoWire);

    /// <summary>The number of this row in the builder's table of constraint rows.</summary>
    /// <remarks>Cached, because a sum is often used several times (squared, for instance); a builder is used by a single thread.</remarks>
    internal int RowIn(RowTable rows)
    {
        if (_owner is null) return rows.Intern(_terms);
        if (_row < 0) _row = rows.Intern(_terms);
        return _row;
    }

    private static LinearCombination Merge(LinearCombination left, LinearCombination right, bool subtract)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var owner = CommonOwner(left._owner, right._owner);
        if (right._terms.Length == 0) return left;
        if (left._terms.Length == 0 && !subtract) return right;
        var terms = new Term[left._terms.Length + right._terms.Length];
        var count = TermMerger.Merge(left._terms, right._terms, terms, subtract);
        if (count < terms.Length) Array.Resize(ref terms, count);
        return new(terms, owner);
    }
}
