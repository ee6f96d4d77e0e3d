using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>What verifies the proofs of one circuit and key ceremony: the content of snarkjs's verification_key.json.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Every instance was checked: its points are in the groups of order r, none is infinity, and no two
/// are so related that anybody could forge. Who made the key they can't tell: compare <see cref="Hash"/> with what its publisher says.
/// </remarks>
[JsonConverter(typeof(ExplicitJsonConverter<VerifyingKey>))]
public sealed class VerifyingKey
{
    private readonly VerifyingKeyPoints _points;

    private VerifyingKey(VerifyingKeyPoints points, bool isDevelopmentKey, ListedContributions? listed)
    {
        _points = points;
        IsDevelopmentKey = isDevelopmentKey;
        ListedContributions = listed;
        Hash = points.ComputeHash();
    }

    /// <summary>Number of public signals, outputs and inputs, that a proof comes with.</summary>
    public int PublicInputCount => _points.Ic.Length - 1;

    /// <summary>
    /// Whether it belongs to a development key, whose maker can forge proofs. It is only a notice: a JSON file can lose it. To be sure
    /// which key verifies, compare <see cref="Hash"/>.
    /// </summary>
    public bool IsDevelopmentKey { get; }

    /// <summary>
    /// How many contributions the .zkey file lists that it was loaded from. It is a claim, and no policy may accept a key because of it.
    /// Null if the file says nothing, as a JSON file does.
    /// </summary>
    public ListedContributions? ListedContributions { get; }

    /// <summary>
    /// SHA-256 of the key's points in a canonical encoding, in lower-case hexadecimal. It doesn't depend on how a file was formatted.
    /// </summary>
    public string Hash { get; }

    internal G1Affine Alpha1 => _points.Alpha1;

    internal G2Affine Beta2 => _points.Beta2;

    internal G2Affine Gamma2 => _points.Gamma2;

    internal G2Affine Delta2 => _points.Delta2;

    /// <summary>A point for the constant one, then one for each public signal.</summary>
    internal ReadOnlySpan<G1Affine> Ic => _points.Ic;

    /// <summary>Reads a verification_key.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 MiB.</param>
    /// <exception cref="ProofFileException">
    /// The file is malformed, for another proof system or curve, or has numbers that aren't canonical.
    /// </exception>
    /// <exception cref="ProvingKeyException">The key is well-formed and must not be used.</exception>
    public static VerifyingKey FromJson(ReadOnlySpan<byte> utf8) => VerifyingKeyJson.Read(utf8);

    /// <summary>
    /// Writes a verification_key.json file, byte for byte as snarkjs exports it; a development key's has a property more that says so.
    /// </summary>
    public byte[] ToJson() => VerifyingKeyJson.Write(_points, IsDevelopmentKey);

    /// <summary>Checks the points of a key and keeps them.</summary>
    /// <exception cref="ProvingKeyException">The points must not be used as a key.</exception>
    internal static VerifyingKey Create(VerifyingKeyPoints points, bool isDevelopmentKey, ListedContributions? listed = null) =>
        VerifyingKeyRules.FindFault(points) is { } fault ? throw fault : new VerifyingKey(points, isDevelopmentKey, listed);
}
