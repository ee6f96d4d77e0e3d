using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// The constants of Poseidon's partial rounds, moved so that a partial round adds a constant to the first element only (Grassi et al., "Poseidon",
/// 2021, appendix B).
/// </summary>
/// <remarks>
/// All elements but the first pass the S-box of a partial round unchanged, so their constants can be added after the S-box, and, multiplied by the
/// matrix, after the round. Repeated round by round, this leaves a constant for the first element of each partial round, and a full set of constants
/// before the last full rounds.
/// </remarks>
internal sealed class PoseidonPartialConstants
{
    private readonly Fr[] _first;
    private readonly Fr[] _final;

    public PoseidonPartialConstants(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        _first = new Fr[parameters.PartialRounds];
        var mds = new SquareMatrix(width, (i, j) => parameters.Mds[i * width + j]);
        var carried = new Fr[width];
        for (var k = 0; ; k++)
        {
            var constants = parameters.RoundConstants.Slice((PoseidonParameters.FullRounds / 2 + k) * width, width);
            for (var i = 0; i < width; i++) carried[i] += constants[i];
            if (k == _first.Length) break;

            _first[k] = carried[0];
            carried[0] = Fr.Zero;
            carried = mds.Apply(carried);
        }

        _final = carried;
    }

    /// <summary>The constants of the first element, by partial round.</summary>
    public ReadOnlySpan<Fr> First => _first;

    /// <summary>The t constants of the first full round after the partial rounds, in place of that round's constants.</summary>
    public ReadOnlySpan<Fr> Final => _final;
}
