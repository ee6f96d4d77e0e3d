namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The data collected by a <see cref="CircuitBuilder"/>: wires, rows, constraints, functions, in the order of the calls.</summary>
internal sealed class CircuitDraft
{
    /// <summary>Means "no wire" for a constraint that computes none.</summary>
    public const int NoWire = -1;

    private readonly List<WireKind> _kinds = [WireKind.One];
    private readonly List<Label> _wireLabels = [new(0, "one")];
    private readonly List<InputSlot> _inputs = [];
    private readonly HashSet<string> _inputNames = new(StringComparer.Ordinal);
    private readonly RowTable _functionRows = new();
    private readonly List<WireFunction> _functions = [];
    private readonly List<int> _rowA = [], _rowB = [], _rowC = [], _productWires = [];
    private readonly List<Label> _constraintLabels = [];

    public LabelTable Labels { get; } = new();

    /// <summary>The rows that constraints use.</summary>
    public RowTable Rows { get; } = new();

    public int ConstraintCount => _rowA.Count;

    /// <summary>Adds consecutive wires and returns the number of the first.</summary>
    public int AddWires(WireKind kind, in Label label, int count, bool indexed = false)
    {
        var first = _kinds.Count;
        for (var i = 0; i < count; i++)
        {
            _kinds.Add(kind);
            _wireLabels.Add(indexed || count > 1 ? label with { Index = i } : label);
        }

        return first;
    }

    /// <summary>Adds an input; without a count, a scalar.</summary>
    public int AddInput(string name, WireKind kind, int? count)
    {
        if (!_inputNames.Add(name)) throw new CircuitDefinitionException($"The input \"{name}\" is declared twice.");
        var first = AddWires(kind, new Label(0, name), count ?? 1, indexed: count is not null);
        _inputs.Add(new InputSlot(name, first, count));
        return first;
    }

    public void AddFunction(ReadOnlySpan<LinearCombination> inputs, int firstWire, int count, WitnessFunction function)
    {
        var rows = new int[inputs.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = _functionRows.Intern(inputs[i].Terms);
        _functions.Add(new WireFunction(ConstraintCount, rows, firstWire, count, function));
    }

    /// <summary>Adds the constraint a * b = c on three rows of <see cref="Rows"/>.</summary>
    /// <param name="a">Row of the first factor.</param>
    /// <param name="b">Row of the second factor.</param>
    /// <param name="c">Row of the product.</param>
    /// <param name="productWire">The wire that takes the value of the product, or <see cref="NoWire"/>.</param>
    /// <param name="label">The label of the constraint.</param>
    public void AddConstraint(int a, int b, int c, int productWire, in Label label)
    {
        _rowA.Add(a);
        _rowB.Add(b);
        _rowC.Add(c);
        _productWires.Add(productWire);
        _constraintLabels.Add(label);
    }

    /// <summary>Renumbers the wires in circom's order.</summary>
    /// <exception cref="CircuitDefinitionException">A wire occurs in no constraint.</exception>
    public ConstraintSystem Compile(string name)
    {
        var (newWires, shape) = Renumber();
        var rows = Rows.Freeze(newWires);
        var labels = new Label[newWires.Length];
        for (var wire = 0; wire < labels.Length; wire++) labels[newWires[wire]] = _wireLabels[wire];
        RefuseFreeWires(rows, labels);

        var r1cs = new R1cs(shape, rows, [.. _rowA], [.. _rowB], [.. _rowC]);
        var program = new WitnessProgram(
            r1cs,
            [.. _productWires.Select(wire => wire == NoWire ? NoWire : newWires[wire])],
            _functionRows.Freeze(newWires),
            [.. _functions.Select(function => function with { FirstWire = newWires[function.FirstWire] })],
            [.. _inputs.Select(input => input with { FirstWire = newWires[input.FirstWire] })]);
        return new ConstraintSystem(name, program, new CircuitLabels(Labels, labels, [.. _constraintLabels]));
    }

    private (int[] NewWires, R1csShape Shape) Renumber()
    {
        Span<int> counts = stackalloc int[(int)WireKind.Inner + 1];
        counts.Clear();
        foreach (var kind in _kinds) counts[(int)kind]++;
        var shape = new R1csShape(
            _kinds.Count, counts[(int)WireKind.PublicOutput], counts[(int)WireKind.PublicInput], counts[(int)WireKind.PrivateInput]);

        Span<int> next = stackalloc int[counts.Length];
        next[0] = 0;
        for (var kind = 1; kind < next.Length; kind++) next[kind] = next[kind - 1] + counts[kind - 1];
        var newWires = new int[_kinds.Count];
        for (var wire = 0; wire < newWires.Length; wire++) newWires[wire] = next[(int)_kinds[wire]]++;
        return (newWires, shape);
    }

    private void RefuseFreeWires(SparseRows rows, Label[] labels)
    {
        var constrained = new bool[labels.Length];
        constrained[0] = true;
        foreach (var wire in rows.Wires) constrained[wire] = true;
        var free = Array.IndexOf(constrained, false);
        if (free >= 0)
        {
            throw new CircuitDefinitionException(
                $"The wire \"{Labels.PathOf(labels[free])}\" occurs in no constraint, so any value is possible. Constrain or remove the wire (square an input that is only bound to the proof).");
        }
    }
}
