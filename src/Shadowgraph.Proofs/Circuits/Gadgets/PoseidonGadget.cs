using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Poseidon in a circuit; agrees with <see cref="Poseidon"/>.</summary>
/// <remarks>
/// Three constraints for each S-box, none for linear operations: 3·(8t + partial rounds), 612 for sixteen inputs. An S-box on a constant (the
/// initial state 0, a tag) is a constant and costs none.
/// </remarks>
internal sealed class PoseidonGadget(CircuitBuilder builder)
{
    private readonly PoseidonLayers?[] _layers = new PoseidonLayers?[PoseidonParameters.MaxWidth + 1];

    /// <summary>The hash of 1 to 16 values, as a combination of the last S-boxes' outputs.</summary>
    public LinearCombination Hash(string label, LinearCombination initialState, params ReadOnlySpan<LinearCombination> inputs)
    {
        var width = inputs.Length + 1;
        var layers = _layers[width] ??= new(PoseidonParameters.For(width));
        using var scope = builder.Scope(label);

        var outputs = new LinearCombination[layers.SboxInputs.Count];
        outputs[0] = FifthPower(initialState + layers.SboxInputs[0].Constant);
        for (var i = 1; i < width; i++) outputs[i] = FifthPower(inputs[i - 1] + layers.SboxInputs[i].Constant);
        for (var i = width; i < outputs.Length; i++) outputs[i] = FifthPower(Apply(layers.SboxInputs[i], outputs));
        return Apply(layers.Output, outputs);
    }

    private static LinearCombination Apply(in PoseidonLayers.Row row, LinearCombination[] outputs) =>
        LinearCombination.WeightedSum(row.Weights, outputs.AsSpan(row.First, row.Weights.Length)) + row.Constant;

    private LinearCombination FifthPower(LinearCombination value)
    {
        if (value.IsConstant) return value.Constant.Pow(5);
        LinearCombination square = builder.Multiply(value, value, "x^2");
        LinearCombination fourth = builder.Multiply(square, square, "x^4");
        return builder.Multiply(fourth, value, "x^5");
    }
}
