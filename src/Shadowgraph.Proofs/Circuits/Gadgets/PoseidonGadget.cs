using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Poseidon in a circuit; agrees with <see cref="Poseidon"/>.</summary>
/// <remarks>
/// <para>Three constraints for each S-box, none for linear operations: 3·(8t + partial rounds), 612 for sixteen inputs. An S-box on a constant (the
/// initial state 0, a tag) costs none.</para>
/// <para>A hash can be switched off: all constants are multiplied by a flag, in the coefficients and without a constraint. With the flag 0 and inputs of 0,
/// every wire of the hash is 0, and costs the prover nothing in the sums over wires.</para>
/// </remarks>
internal sealed class PoseidonGadget(CircuitBuilder builder)
{
    private readonly PoseidonLayers?[] _layers = new PoseidonLayers?[PoseidonParameters.MaxWidth + 1];

    /// <summary>The hash of 1 to 16 values, as a combination of the last S-boxes' outputs; 0 if switched off.</summary>
    /// <param name="label">Names the wires.</param>
    /// <param name="active">
    /// Boolean, as constrained elsewhere: 1 for the hash. For 0, initial state and inputs must be constants or asserted to be 0.
    /// </param>
    /// <param name="initialState">The first element of the state.</param>
    /// <param name="inputs">The values.</param>
    public LinearCombination Hash(
        string label, LinearCombination active, LinearCombination initialState, params ReadOnlySpan<LinearCombination> inputs)
    {
        var width = inputs.Length + 1;
        var layers = _layers[width] ??= new(PoseidonParameters.For(width));
        using var scope = builder.Scope(label);

        var outputs = new LinearCombination[layers.SboxInputs.Count];
        for (var i = 0; i < width; i++) outputs[i] = FifthPower(i == 0 ? initialState : inputs[i - 1], layers.SboxInputs[i].Constant, active);
        for (var i = width; i < outputs.Length; i++)
            outputs[i] = FifthPower(Apply(layers.SboxInputs[i], outputs), layers.SboxInputs[i].Constant, active);
        return Apply(layers.Output, outputs) + active * layers.Output.Constant;
    }

    private static LinearCombination Apply(in PoseidonLayers.Row row, LinearCombination[] outputs) =>
        LinearCombination.WeightedSum(row.Weights, outputs.AsSpan(row.First, row.Weights.Length));

    private LinearCombination FifthPower(LinearCombination input, in Fr constant, LinearCombination active)
    {
        // A boolean is its own fifth power.
        if (input.IsConstant) return active * (input.Constant + constant).Pow(5);
        var value = input + active * constant;
        LinearCombination square = builder.Multiply(value, value, "x^2");
        LinearCombination fourth = builder.Multiply(square, square, "x^4");
        return builder.Multiply(fourth, value, "x^5");
    }
}
