using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// Properties of a circuit's signals with which a contract saves multiplications. The accepted proofs do not depend on this knowledge.
/// </summary>
internal sealed record SolidityVerifierLayout
{
    /// <summary>No known properties.</summary>
    public static SolidityVerifierLayout Plain { get; } = new();

    /// <summary>Indices of signals that often equal their successors: equal neighbours need a single multiplication.</summary>
    public IReadOnlyList<int> OftenEqual { get; init; } = [];

    /// <summary>
    /// A pair of <see cref="OftenEqual"/> with both values usually below 2 to the power of <see cref="SolidityComb.Bits"/>: the index of the first signal,
    /// and a value that the second signal often has. Null for none.
    /// </summary>
    public (int First, ulong Known)? SmallPair { get; init; }

    /// <summary>The signal with a value fixed at deployment, and the signal's name; null for none.</summary>
    public (int Index, string Name)? Fixed { get; init; }

    /// <summary>The required additional points, with the names of their constants.</summary>
    public IEnumerable<(string Name, G1Affine Point)> Points(VerifyingKey key)
    {
        foreach (var first in OftenEqual)
        {
            if (first != SmallPair?.First) yield return (SumName(first), Sum(key, first));
        }

        if (SmallPair is { } pair)
        {
            var known = ((G1Jacobian)key.Ic[pair.First + 2]).Multiply(new Fr(pair.Known)).ToAffine();
            yield return (KnownName(pair.First + 1), known);
        }
    }

    /// <summary>Functions of the assembly for <see cref="SmallPair"/>: tables of the two points and of the points' sum.</summary>
    public string Functions(VerifyingKey key) => SmallPair is not { First: var first }
        ? ""
        : SolidityComb.Function + SolidityComb.Table(PointName(first), key.Ic[first + 1])
        + SolidityComb.Table(PointName(first + 1), key.Ic[first + 2]) + SolidityComb.Table(SumName(first), Sum(key, first));

    public static string PointName(int index) => FormattableString.Invariant($"IC{index + 1}");

    public static string SumName(int first) => PointName(first) + "_PLUS_" + PointName(first + 1);

    public static string KnownName(int index) => "KNOWN_" + PointName(index);

    private static G1Affine Sum(VerifyingKey key, int first) => ((G1Jacobian)key.Ic[first + 1]).Add(key.Ic[first + 2]).ToAffine();
}
