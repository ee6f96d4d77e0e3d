using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// The hash of the circuit with a flag of any value, as a forger would use it: round by round, with the round constants multiplied by the flag.
/// </summary>
internal static class ScaledPoseidon
{
    /// <summary>The hash. An initial state of null is the circuit's constant 0, whose first S-box is scaled as a whole.</summary>
    public static Fr Hash(Fr flag, Fr? initialState, params Fr[] inputs)
    {
        var parameters = PoseidonParameters.For(inputs.Length + 1);
        Fr[] state = [initialState ?? Fr.Zero, .. inputs];
        for (var round = 0; round < parameters.Rounds; round++)
        {
            var constants = parameters.RoundConstants.Slice(round * state.Length, state.Length);
            for (var i = 0; i < state.Length; i++)
            {
                var isConstant = round == 0 && i == 0 && initialState is null;
                var input = isConstant ? constants[i] : state[i] + flag * constants[i];
                state[i] = i == 0 || PoseidonParameters.IsFullRound(round, parameters.PartialRounds) ? input.Pow(5) : input;
                if (isConstant) state[i] *= flag;
            }

            var before = state.ToArray();
            for (var i = 0; i < state.Length; i++)
            {
                state[i] = Fr.Zero;
                for (var j = 0; j < state.Length; j++) state[i] += parameters.Mds[i * state.Length + j] * before[j];
            }
        }

        return state[0];
    }
}
