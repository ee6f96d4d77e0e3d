using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Receives the inputs, wires and constraints of a circuit. See <see cref="ICircuit"/> for an example.</summary>
/// <remarks>
/// <para>A wire is an input, a product (<see cref="Multiply"/>) or computed by a function
/// (<see cref="Compute(int, ReadOnlySpan{LinearCombination}, WitnessFunction, string)"/>). Witnesses are solved in the order of the calls.</para>
/// <para>Names and labels form the paths in error messages and in the symbol file. Not thread-safe.</para>
/// </remarks>
public sealed class CircuitBuilder
{
    private readonly CircuitDraft _draft = new();
    private int _scope;
    private bool _finished;

    internal CircuitBuilder()
    {
    }

    /// <summary>The owner of default variables, so that the conversion of a default variable needs no exception.</summary>
    internal static CircuitBuilder OfNoWire { get; } = new();

    /// <summary>Number of constraints so far.</summary>
    public int ConstraintCount => _draft.ConstraintCount;

    /// <summary>Declares a public input with a single scalar.</summary>
    /// <param name="name">The name in <see cref="CircuitInputs"/>; unique, without comma, slash or control character.</param>
    /// <exception cref="CircuitDefinitionException">The name is taken.</exception>
    public CircuitVariable PublicInput(string name) => Input(name, null, WireKind.PublicInput)[0];

    /// <summary>Declares a public input that is an array of scalars.</summary>
    /// <param name="name">The name in <see cref="CircuitInputs"/>; unique, without comma, slash or control character.</param>
    /// <param name="count">The length of the array, at least 1.</param>
    /// <exception cref="CircuitDefinitionException">The name is taken.</exception>
    public CircuitVariable[] PublicInputs(string name, int count) => Input(name, count, WireKind.PublicInput);

    /// <summary>Declares a private input with a single scalar.</summary>
    /// <param name="name">The name in <see cref="CircuitInputs"/>; unique, without comma, slash or control character.</param>
    /// <exception cref="CircuitDefinitionException">The name is taken.</exception>
    public CircuitVariable PrivateInput(string name) => Input(name, null, WireKind.PrivateInput)[0];

    /// <summary>Declares a private input that is an array of scalars.</summary>
    /// <param name="name">The name in <see cref="CircuitInputs"/>; unique, without comma, slash or control character.</param>
    /// <param name="count">The length of the array, at least 1.</param>
    /// <exception cref="CircuitDefinitionException">The name is taken.</exception>
    public CircuitVariable[] PrivateInputs(string name, int count) => Input(name, count, WireKind.PrivateInput);

    /// <summary>Publishes a value of the circuit: a new public wire, constrained to equal the value. One constraint.</summary>
    /// <param name="name">The name in messages and in the symbol file.</param>
    /// <param name="value">The value to publish.</param>
    public CircuitVariable PublicOutput(string name, LinearCombination value)
    {
        var output = Computed(1, [value], static (inputs, outputs) => inputs.CopyTo(outputs), name, WireKind.PublicOutput)[0];
        AssertEqual(value, output, name);
        return output;
    }

    /// <summary>A new wire that holds a product. One constraint.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="label">Name of wire and constraint.</param>
    public CircuitVariable Multiply(LinearCombination a, LinearCombination b, string label = "product")
    {
        var (left, right) = (Row(a), Row(b));
        var named = Named(label);
        var product = new CircuitVariable(this, _draft.AddWires(WireKind.Inner, named, 1));
        _draft.AddConstraint(left, right, Row(product), product.Wire, named);
        return product;
    }

    /// <summary>Constrains a product of two linear combinations: a * b = c. One constraint.</summary>
    /// <exception cref="CircuitDefinitionException">All three are constants, and the equation is false. (A true equation of constants adds
    /// nothing.)</exception>
    public void AssertProduct(LinearCombination a, LinearCombination b, LinearCombination c, string label)
    {
        var (left, right, product) = (Row(a), Row(b), Row(c));
        if (!IsDecided(a.IsConstant && b.IsConstant && c.IsConstant, a.Constant * b.Constant == c.Constant, label))
            _draft.AddConstraint(left, right, product, CircuitDraft.NoWire, Named(label));
    }

    /// <summary>Constrains two linear combinations to be equal. One constraint, 0 * 0 = a - b, which costs a prover next to nothing.</summary>
    /// <exception cref="CircuitDefinitionException">The two differ by a constant. (Equal combinations add nothing.)</exception>
    public void AssertEqual(LinearCombination a, LinearCombination b, string label)
    {
        var difference = a - b;
        var zero = Row(LinearCombination.Zero);
        if (!IsDecided(difference.IsConstant, difference.Constant.IsZero, label))
            _draft.AddConstraint(zero, zero, Row(difference), CircuitDraft.NoWire, Named(label));
    }

    /// <summary>Constrains a linear combination to be 0 or 1, as a * a = a. One constraint.</summary>
    /// <exception cref="CircuitDefinitionException">The combination is a constant other than 0 and 1.</exception>
    public void AssertBoolean(LinearCombination a, string label) => AssertProduct(a, a, a, label);

    /// <summary>New wires with values computed by a function while a witness is solved. No constraint: add constraints that fix the values.</summary>
    /// <param name="count">The number of wires, at least 1.</param>
    /// <param name="inputs">The inputs of the function.</param>
    /// <param name="function">Total, thread-safe, and dependent on its inputs only.</param>
    /// <param name="label">Name of the wires.</param>
    public CircuitVariable[] Compute(int count, ReadOnlySpan<LinearCombination> inputs, WitnessFunction function, string label) =>
        Computed(count, inputs, function, label, WireKind.Inner);

    /// <summary>A new wire with a value computed by a function while a witness is solved. No constraint: add a constraint that fixes the value.</summary>
    /// <param name="input">The input of the function.</param>
    /// <param name="function">Total, thread-safe, and dependent on its input only.</param>
    /// <param name="label">Name of the wire.</param>
    public CircuitVariable Compute(LinearCombination input, Func<Fr, Fr> function, string label)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Computed(1, [input], (inputs, outputs) => outputs[0] = function(inputs[0]), label, WireKind.Inner)[0];
    }

    /// <summary>Opens a scope: until disposal, its name leads the labels of wires and constraints, as in "path/level/bit".</summary>
    /// <param name="name">Without comma, slash or control character.</param>
    public IDisposable Scope(string name) => OpenScope(name, -1);

    /// <summary>Opens a scope with an index, as in "path/level[3]/bit".</summary>
    /// <param name="name">Without comma, slash or control character.</param>
    /// <param name="index">At least 0.</param>
    public IDisposable Scope(string name, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return OpenScope(name, index);
    }

    /// <summary>Ends building, so that compiled parts can no longer change.</summary>
    internal CircuitDraft Finish()
    {
        _finished = true;
        return _draft;
    }

    private CircuitVariable[] Input(string name, int? count, WireKind kind)
    {
        LabelTable.Check(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(count ?? 1, 1, nameof(count));
        ThrowIfFinished();
        return Variables(_draft.AddInput(name, kind, count), count ?? 1);
    }

    private CircuitVariable[] Computed(int count, ReadOnlySpan<LinearCombination> inputs, WitnessFunction function, string label, WireKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(function);
        ThrowIfFinished();
        foreach (var input in inputs) Own(input);
        var named = Named(label);
        var first = _draft.AddWires(kind, named, count);
        _draft.AddFunction(inputs, first, count, function);
        return Variables(first, count);
    }

    private CircuitVariable[] Variables(int first, int count)
    {
        var variables = new CircuitVariable[count];
        for (var i = 0; i < count; i++) variables[i] = new CircuitVariable(this, first + i);
        return variables;
    }

    private int Row(LinearCombination value)
    {
        ThrowIfFinished();
        return Own(value).RowIn(_draft.Rows);
    }

    /// <exception cref="ArgumentException">The combination contains a default variable.</exception>
    internal static void ThrowIfOfNoWire(CircuitBuilder? owner)
    {
        if (ReferenceEquals(owner, OfNoWire)) throw new ArgumentException("The variable is a default value, which stands for no wire.");
    }

    private LinearCombination Own(LinearCombination value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfOfNoWire(value.Owner);
        return value.Owner is null || ReferenceEquals(value.Owner, this)
            ? value
            : throw new ArgumentException("The linear combination belongs to another circuit builder.", nameof(value));
    }

    private bool IsDecided(bool isConstant, bool holds, string label)
    {
        if (isConstant && !holds)
            throw new CircuitDefinitionException($"The constraint \"{_draft.Labels.PathOf(Named(label))}\" has constants only and is false: no input can satisfy the constraint.");
        return isConstant;
    }

    private Label Named(string label)
    {
        LabelTable.Check(label);
        return new Label(_scope, label);
    }

    private CircuitScope OpenScope(string name, int index)
    {
        LabelTable.Check(name);
        ThrowIfFinished();
        _scope = _draft.Labels.Add(new Label(_scope, name, index));
        return new CircuitScope(this, _scope);
    }

    private void ThrowIfFinished()
    {
        if (_finished) throw new InvalidOperationException("The circuit was compiled already; its builder can't be used any more.");
    }

    private sealed class CircuitScope(CircuitBuilder builder, int scope) : IDisposable
    {
        private bool _closed;

        public void Dispose()
        {
            if (_closed) return;
            if (builder._scope != scope) throw new InvalidOperationException("Scopes must be closed in the reverse order of their opening.");
            _closed = true;
            builder._scope = builder._draft.Labels.ParentOf(scope);
        }
    }
}
