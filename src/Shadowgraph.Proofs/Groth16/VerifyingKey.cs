using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>What verifies the proofs of one circuit and key ceremony: the content of snarkjs's verification_key.json.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Every instance was checked: its points are in the groups of order r, none is infinity, and the
/// circuit's own part of the ceremony (phase 2) had a contribution.
/// </remarks>
public sealed class VerifyingKey
{
    private readonly G1Affine[] _ic;

    private VerifyingKey(
        in G1Affine alpha1, in G2Affine beta2, in G2Affine gamma2, in G2Affine delta2, G1Affine[] ic, bool isDevelopmentKey)
    {
        Alpha1 = alpha1;
        Beta2 = beta2;
        Gamma2 = gamma2;
        Delta2 = delta2;
        _ic = ic;
        IsDevelopmentKey = isDevelopmentKey;
        Hash = ComputeHash();
    }

    /// <summary>Number of public signals, outputs and inputs, that a proof comes with.</summary>
    public int PublicInputCount => _ic.Length - 1;

    /// <summary>
    /// Whether it belongs to a development key, whose maker can forge proofs. It is only a notice: a JSON file can lose it. To be sure
    /// which key
    /// verifies, compare <see cref="Hash"/>.
    /// </summary>
    public bool IsDevelopmentKey { get; }

    /// <summary>
    /// SHA-256 of the key's points in a canonical encoding, in lower-case hexadecimal. It doesn't depend on how a file was formatted.
    /// </summary>
    public string Hash { get; }

    internal G1Affine Alpha1 { get; }

    internal G2Affine Beta2 { get; }

    internal G2Affine Gamma2 { get; }

    internal G2Affine Delta2 { get; }

    /// <summary>A point for the constant one, then one for each public signal.</summary>
    internal ReadOnlySpan<G1Affine> Ic => _ic;

    /// <summary>Reads a verification_key.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 MiB.</param>
    /// <exception cref="ConstraintSystems.ProofFileException">
    /// The file is malformed, for another proof system or curve, or has numbers that aren't canonical.
    /// </exception>
    /// <exception cref="ProvingKeyException">The key is well-formed and must not be used.</exception>
    public static VerifyingKey FromJson(ReadOnlySpan<byte> utf8) => VerifyingKeyJson.Read(utf8);

    /// <summary>
    /// Writes a verification_key.json file, byte for byte as snarkjs exports it; a development key's has a property more that says so.
    /// </summary>
    public byte[] ToJson() => VerifyingKeyJson.Write(this);

    /// <summary>Checks the points of a key and keeps them, the array of at least one as the key's own.</summary>
    /// <exception cref="ProvingKeyException">A point is refused, or phase 2 had no contribution.</exception>
    internal static VerifyingKey Create(
        in G1Affine alpha1, in G2Affine beta2, in G2Affine gamma2, in G2Affine delta2, G1Affine[] ic, bool isDevelopmentKey)
    {
        Check(alpha1, "alpha");
        Check(beta2, "beta");
        Check(gamma2, "gamma");
        Check(delta2, "delta");
        for (var i = 0; i < ic.Length; i++)
        {
            if (ic[i].IsInfinity || !ic[i].IsOnCurve()) throw Invalid(FormattableString.Invariant($"IC[{i}]"));
        }

        // Phase 1 alone sets both to the generator; with δ known, every statement has a proof.
        if (delta2 == G2.Generator || delta2 == gamma2)
        {
            throw new ProvingKeyException(
                ProvingKeyRejection.NoContribution,
                "Nobody contributed to the key's phase 2, so anyone can forge proofs for it. "
                + "Add a contribution (snarkjs zkey contribute) and use the new key.");
        }

        return new VerifyingKey(alpha1, beta2, gamma2, delta2, ic, isDevelopmentKey);
    }

    private static void Check(in G1Affine point, string name)
    {
        if (point.IsInfinity || !point.IsOnCurve()) throw Invalid(name);
    }

    private static void Check(in G2Affine point, string name)
    {
        if (point.IsInfinity || !point.IsOnCurve() || !G2.IsInSubgroup(point)) throw Invalid(name);
    }

    private static ProvingKeyException Invalid(string name) => new(
        ProvingKeyRejection.InvalidPoint,
        $"The key's {name} is not a point of the group of order r, or is infinity: the file is corrupt or forged. "
        + "Get it from its publisher again.");

    private string ComputeHash()
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

        foreach (ref readonly var point in Ic)
        {
            G1Format.Write(point, bytes);
            hash.AppendData(bytes[..G1Format.Size]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
