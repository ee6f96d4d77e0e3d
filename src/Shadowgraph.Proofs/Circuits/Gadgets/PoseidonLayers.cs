using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>
/// Poseidon of one width with all linear operations multiplied out: the input of each S-box, as a combination of outputs of earlier S-boxes.
/// Computed once per width, about 1.7 million multiplications for the widest.
/// </summary>
/// <remarks>
/// After a full round, the state is a combination of the t outputs of that round alone. A partial round passes t - 1 elements on as combinations
/// and adds one output. The terms of each row are therefore consecutive outputs, at most t + partial rounds of them.
/// </remarks>
internal sealed class PoseidonLayers
{
    private readonly List<Row> _rows = [];

    public PoseidonLayers(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        var constants = parameters.RoundConstants;

        // S-boxes 0 to t - 1 take the inputs unchanged, plus these constants.
        for (var i = 0; i < width; i++) _rows.Add(new(0, [], constants[i]));
        var state = AfterFullRound(parameters);

        for (var round = 1; round < parameters.Rounds; round++)
        {
            for (var i = 0; i < width; i++) state[i] = state[i] with { Constant = state[i].Constant + constants[round * width + i] };
            if (PoseidonParameters.IsFullRound(round, parameters.PartialRounds))
            {
                _rows.AddRange(state);
                state = AfterFullRound(parameters);
            }
            else
            {
                _rows.Add(state[0]);
                state = AfterPartialRound(parameters, state);
            }
        }

        Output = state[0];
    }

    /// <summary>The input of each S-box, in order; the first t rows omit the hash's inputs.</summary>
    public IReadOnlyList<Row> SboxInputs => _rows;

    /// <summary>The hash, from the outputs of the last round.</summary>
    public Row Output { get; }

    private Row[] AfterFullRound(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        var state = new Row[width];
        for (var i = 0; i < width; i++) state[i] = new(_rows.Count - width, parameters.Mds.Slice(i * width, width).ToArray(), default);
        return state;
    }

    private Row[] AfterPartialRound(PoseidonParameters parameters, Row[] before)
    {
        var width = parameters.Width;
        var terms = _rows.Count - before[0].First;
        var after = new Row[width];
        for (var i = 0; i < width; i++)
        {
            var weights = new Fr[terms];
            Fr constant = default;
            for (var j = 1; j < width; j++)
            {
                var factor = parameters.Mds[i * width + j];
                var source = before[j];
                for (var k = 0; k < source.Weights.Length; k++) weights[k] += factor * source.Weights[k];
                constant += factor * source.Constant;
            }

            weights[^1] = parameters.Mds[i * width];
            after[i] = new(before[0].First, weights, constant);
        }

        return after;
    }

    /// <summary>A constant plus weighted S-box outputs.</summary>
    /// <param name="First">The output of the first weight; further weights belong to the following outputs.</param>
    /// <param name="Weights">The weights.</param>
    /// <param name="Constant">The accumulated round constants.</param>
    internal readonly record struct Row(int First, Fr[] Weights, Fr Constant);
}
