using System.Security.Cryptography;
using Shadowgraph.Proofs.Groth16.Zkey;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// The points of a verifying key, without validation: <see cref="VerifyingKeyRules"/> decides whether the points form a key.
/// </summary>
/// <param name="Alpha1">α.</param>
/// <param name="Beta2">β.</param>
/// <param name="Gamma2">γ.</param>
/// <param name="Delta2">δ.</param>
/// <param name="Ic">A point for the constant wire, then a point for each public signal. At least one.</param>
internal sealed record VerifyingKeyPoints(G1Affine Alpha1, G2Affine Beta2, G2Affine Gamma2, G2Affine Delta2, G1Affine[] Ic)
{
    /// <summary>SHA-256 of the points in a canonical encoding, in lower-case hexadecimal.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[G2Format.Size];
        hash.AppendData("Shadowgraph.Proofs Groth16 BN254 verifying key 1\n"u8);
        G1Format.Write(Alpha1, bytes);
        hash.AppendData(bytes[..G1Format.Size]);
        foreach (ref readonly var point in (ReadOnlySpan<G2Affine>)[Beta2, Gamma2, Delta2])
        {
            G2Format.Write(point, bytes);
            hash.AppendData(bytes);
        }

        foreach (ref readonly var point in Ic.AsSpan())
        {
            G1Format.Write(point, bytes);
            hash.AppendData(bytes[..G1Format.Size]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
