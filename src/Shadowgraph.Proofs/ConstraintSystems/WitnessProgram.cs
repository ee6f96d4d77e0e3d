using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Computes witnesses: replays products and functions in the order of the circuit's definition.</summary>
/// <param name="Circuit">The constraints. Rows are numbered by first use, so that each row is evaluated once, on first use.</param>
/// <param name="ProductWires">For each constraint the wire that takes the value of A·B, or <see cref="CircuitDraft.NoWire"/>.</param>
/// <param name="FunctionRows">The input rows of functions.</param>
/// <param name="Functions">The functions, ordered by the constraint before which each is called.</param>
/// <param name="Inputs">The declared inputs.</param>
internal sealed record WitnessProgram(R1cs Circuit, int[] ProductWires, SparseRows FunctionRows, WireFunction[] Functions, InputSlot[] Inputs)
{
    private const int ConstraintsPerCancellationCheck = 2048;

    private readonly int _mostFunctionInputs = Functions.Select(function => function.InputRows.Length).DefaultIfEmpty().Max();

    /// <summary>Solves a witness.</summary>
    /// <param name="inputs">Values for exactly the declared inputs.</param>
    /// <param name="tamper">
    /// If not null, replaces the value of each wire as soon as the value is known; later computations follow, and no constraint is checked.
    /// </param>
    /// <param name="violated">The first violated constraint; -1 if all constraints hold. On a violation the witness is null.</param>
    /// <param name="cancellationToken">Observed every few thousand constraints.</param>
    public Witness? Run(CircuitInputs inputs, Func<int, Fr, Fr>? tamper, out int violated, CancellationToken cancellationToken)
    {
        var witness = new Witness(Circuit.WireCount);
        using var rows = new RowValues(Circuit.Rows);
        using var arguments = new PinnedRental<Fr>(_mostFunctionInputs);
        var complete = false;
        try
        {
            SetInputs(inputs, witness.Mutable, tamper);
            violated = Replay(witness.Mutable, rows, arguments.Array, tamper, cancellationToken);
            complete = violated < 0;
            return complete ? witness : null;
        }
        finally
        {
            if (!complete) witness.Dispose();
        }
    }

    private int Replay(Span<Fr> wires, RowValues rows, Span<Fr> arguments, Func<int, Fr, Fr>? tamper, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> rowA = Circuit.RowA, rowB = Circuit.RowB, rowC = Circuit.RowC;
        var function = 0;
        for (var i = 0; i <= rowA.Length; i++)
        {
            if (i % ConstraintsPerCancellationCheck == 0) cancellationToken.ThrowIfCancellationRequested();
            for (; function < Functions.Length && Functions[function].Before == i; function++) Call(Functions[function], wires, arguments, tamper);
            if (i == rowA.Length) break;
            rows.EvaluateThrough(Math.Max(rowA[i], rowB[i]), wires);
            if (ProductWires[i] != CircuitDraft.NoWire)
            {
                Set(ProductWires[i], rows[rowA[i]] * rows[rowB[i]], wires, tamper);
            }
            else if (tamper is null)
            {
                rows.EvaluateThrough(rowC[i], wires);
                if (!rows.Satisfy(rowA[i], rowB[i], rowC[i])) return i;
            }
        }

        return -1;
    }

    private void Call(WireFunction function, Span<Fr> wires, Span<Fr> arguments, Func<int, Fr, Fr>? tamper)
    {
        var inputs = arguments[..function.InputRows.Length];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = FunctionRows.Evaluate(function.InputRows[i], wires);
        var outputs = wires.Slice(function.FirstWire, function.Count);
        function.Function(inputs, outputs);
        if (tamper is null) return;
        for (var i = 0; i < outputs.Length; i++) outputs[i] = tamper(function.FirstWire + i, outputs[i]);
    }

    private void SetInputs(CircuitInputs inputs, Span<Fr> wires, Func<int, Fr, Fr>? tamper)
    {
        foreach (var name in inputs.Names)
        {
            if (!Array.Exists(Inputs, slot => slot.Name == name))
                throw new CircuitInputException(name, $"The circuit has no input \"{name}\". Its inputs: {string.Join(", ", Inputs.Select(slot => slot.Name))}.");
        }

        wires[0] = Fr.One;
        foreach (var slot in Inputs)
        {
            var values = wires.Slice(slot.FirstWire, slot.Count ?? 1);
            inputs.CopyTo(slot, values);
            if (tamper is null) continue;
            for (var i = 0; i < values.Length; i++) values[i] = tamper(slot.FirstWire + i, values[i]);
        }
    }

    private static void Set(int wire, in Fr value, Span<Fr> wires, Func<int, Fr, Fr>? tamper) =>
        wires[wire] = tamper is null ? value : tamper(wire, value);
}
