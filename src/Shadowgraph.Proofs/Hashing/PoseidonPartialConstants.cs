using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Round constants of Poseidon's partial rounds, moved so that each partial round adds a constant to its first element alone (Grassi
/// et al., "Poseidon", 2021, appendix B).</summary>
/// <remarks>The elements after the first pass the S-box of a partial round unchanged, so their constants can be added after the S-box, and after
/// the matrix as its product. Moved from round to round, the constants leave one for the first element in each partial round, and a full set
/// before the last full rounds.</remarks>
internal sealed class PoseidonPartialConstants
{
    private readonly Fr[] _first;
    private readonly Fr[] _final;

    public PoseidonPartialConstants(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        _first = new Fr[parameters.PartialRounds];
        var carried = new Fr[width];
        for (var k = 0; ; k++)
        {
            var constants = parameters.RoundConstants.Slice((PoseidonParameters.FullRounds / 2 + k) * width, width);
            for (var i = 0; i < width; i++) carried[i] += constants[i];
            if (k == _first.Length) break;

            _first[k] = carried[0];
            carried[0] = Fr.Zero;
            carried = parameters.ApplyMds(carried);
        }

        _final = carried;
    }

    /// <summary>The constant of the first element, one for each partial round.</summary>
    public ReadOnlySpan<Fr> First => _first;

    /// <summary>The t constants of the first full round after the partial ones; they replace that round's own.</summary>
    public ReadOnlySpan<Fr> Final => _final;
}
