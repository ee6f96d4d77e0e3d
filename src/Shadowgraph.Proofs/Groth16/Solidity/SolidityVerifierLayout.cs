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

    /// <summary>The second signal of a pair of <see cref="OftenEqual"/> that often has a known value; the multiple of that value is a constant.</summary>
    public (int Index, ulong Value)? OftenKnown { get; init; }

    /// <summary>The signal with a value fixed at deployment, and the signal's name; null for none.</summary>
    public (int Index, string Name)? Fixed { get; init; }

    /// <summary>The required additional points, with the names of their constants.</summary>
    public IEnumerable<(string Name, G1Affine Point)> Points(VerifyingKey key)
    {
        foreach (var first in OftenEqual)
            yield return (SumName(first), ((G1Jacobian)key.Ic[first + 1]).Add(key.Ic[first + 2]).ToAffine());
        if (OftenKnown is { } known) yield return (KnownName(known.Index), ((G1Jacobian)key.Ic[known.Index + 1]).Multiply(new Fr(known.Value)).ToAffine());
    }

    public static string SumName(int first) => FormattableString.Invariant($"IC{first + 1}_PLUS_IC{first + 2}");

    public static string KnownName(int index) => FormattableString.Invariant($"KNOWN_IC{index + 1}");
}
