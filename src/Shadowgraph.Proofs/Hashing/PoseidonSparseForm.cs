using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Poseidon's partial rounds rewritten so that each needs 2t - 1 multiplications by constants instead of t² (Grassi et al., "Poseidon", 2021,
/// appendix B).
/// </summary>
/// <remarks>
/// <para>Constants: the elements after the first pass the S-box of a partial round unchanged, so their constants can be added after the S-box, and,
/// multiplied by the matrix, after the matrix. Repeated from round to round, this leaves only the first element's constant in each partial round,
/// and one full set of constants before the last full rounds.</para>
/// <para>Matrix: with M = [[m, v], [w, N]], m a single element, M = [[1, 0], [0, N]] · [[m, v], [N⁻¹w, I]]. The left factor leaves the first element
/// unchanged, commutes with the next round's constant and S-box, and joins the next matrix, which becomes [[m, vN], [w, N²]]. In the k-th
/// partial round (from 0) the row is vNᵏ and the column N⁻⁽ᵏ⁺¹⁾w; the last round keeps its dense matrix [[m, vNᵏ], [w, Nᵏ⁺¹]].</para>
/// </remarks>
internal sealed class PoseidonSparseForm
{
    private readonly Fr[] _partialConstants;
    private readonly Fr[] _finalConstants;
    private readonly Fr[] _rows;
    private readonly Fr[] _columns;
    private readonly Fr[] _lastMatrix;

    public PoseidonSparseForm(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        var rest = width - 1;
        var sparseRounds = parameters.PartialRounds - 1;
        (_partialConstants, _finalConstants) = PushConstants(parameters);

        var corner = new SquareMatrix(rest, (i, j) => parameters.Mds[(i + 1) * width + j + 1]);
        var inverse = corner.Inverse();
        _rows = new Fr[sparseRounds * rest];
        _columns = new Fr[sparseRounds * rest];
        var row = parameters.Mds.Slice(1, rest).ToArray();
        var column = new Fr[rest];
        for (var i = 0; i < rest; i++) column[i] = parameters.Mds[(i + 1) * width];
        var firstColumn = column;
        for (var k = 0; k < sparseRounds; k++)
        {
            column = inverse.Apply(column);
            row.CopyTo(_rows, k * rest);
            column.CopyTo(_columns, k * rest);
            row = corner.ApplyToRow(row);
        }

        _lastMatrix = new Fr[width * width];
        var power = corner.Power(parameters.PartialRounds);
        _lastMatrix[0] = parameters.Mds[0];
        for (var i = 0; i < rest; i++)
        {
            _lastMatrix[i + 1] = row[i];
            _lastMatrix[(i + 1) * width] = firstColumn[i];
            for (var j = 0; j < rest; j++) _lastMatrix[(i + 1) * width + j + 1] = power[i, j];
        }
    }

    /// <summary>The constant of the first element, one per partial round.</summary>
    public ReadOnlySpan<Fr> PartialConstants => _partialConstants;

    /// <summary>The t constants of the first full round after the partial rounds, in place of that round's own constants.</summary>
    public ReadOnlySpan<Fr> FinalConstants => _finalConstants;

    /// <summary>The dense matrix of the last partial round, row by row.</summary>
    public ReadOnlySpan<Fr> LastMatrix => _lastMatrix;

    /// <summary>The first row without its first element (that is Mds[0]), t - 1 for each partial round but the last.</summary>
    public ReadOnlySpan<Fr> Rows => _rows;

    /// <summary>
    /// The first column without its first element, t - 1 for each partial round but the last; the rest of the matrix is the identity.
    /// </summary>
    public ReadOnlySpan<Fr> Columns => _columns;

    private static (Fr[] Partial, Fr[] Final) PushConstants(PoseidonParameters parameters)
    {
        var width = parameters.Width;
        var partial = new Fr[parameters.PartialRounds];
        var carried = new Fr[width];
        for (var k = 0; ; k++)
        {
            var constants = parameters.RoundConstants.Slice((PoseidonParameters.FullRounds / 2 + k) * width, width);
            for (var i = 0; i < width; i++) carried[i] += constants[i];
            if (k == partial.Length) return (partial, carried);

            partial[k] = carried[0];
            carried[0] = Fr.Zero;
            var next = new Fr[width];
            Poseidon.Apply(parameters.Mds, carried, next);
            carried = next;
        }
    }
}
