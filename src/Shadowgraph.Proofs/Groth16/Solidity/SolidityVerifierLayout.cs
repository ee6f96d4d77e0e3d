using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>What a contract may know of the signals of a circuit beforehand, to save multiplications. It accepts the same proofs without.</summary>
internal sealed record SolidityVerifierLayout
{
    /// <summary>Nothing is known.</summary>
    public static SolidityVerifierLayout Plain { get; } = new();

    /// <summary>Neighbours that are often equal, by the place of the first: where they are, one multiplication serves both.</summary>
    public IReadOnlyList<int> OftenEqual { get; init; } = [];

    /// <summary>The second of a pair of <see cref="OftenEqual"/> that often has a known value, whose multiple is a constant.</summary>
    public (int Index, ulong Value)? OftenKnown { get; init; }

    /// <summary>A signal that the contract is deployed for one value of, with its name; null for none.</summary>
    public (int Index, string Name)? Fixed { get; init; }

    /// <summary>The points that these need, with the names of their constants.</summary>
    public IEnumerable<(string Name, G1Affine Point)> Points(VerifyingKey key)
    {
        foreach (var first in OftenEqual)
            yield return (SumName(first), ((G1Jacobian)key.Ic[first + 1]).Add(key.Ic[first + 2]).ToAffine());
        if (OftenKnown is { } known) yield return (KnownName(known.Index), ((G1Jacobian)key.Ic[known.Index + 1]).Multiply(new Fr(known.Value)).ToAffine());
    }

    public static string SumName(int first) => FormattableString.Invariant($"IC{first + 1}_PLUS_IC{first + 2}");

    public static string KnownName(int index) => FormattableString.Invariant($"KNOWN_IC{index + 1}");
}
