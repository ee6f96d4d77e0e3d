using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The verifying key of a circuit and key ceremony: the content of snarkjs's verification_key.json.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Every instance has been checked: its points are in the groups of order r and finite, and no two points
/// have a relation that permits forgery. The points do not reveal the maker of the key: compare <see cref="Hash"/> with the publisher's value.
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
    }

    /// <summary>Number of public signals, outputs and inputs, of a proof.</summary>
    public int PublicInputCount => _points.Ic.Length - 1;

    /// <summary>
    /// Whether this key belongs to a development key: the key's maker can forge proofs. Only a notice, which a JSON file can lose: compare
    /// <see cref="Hash"/> to be certain of the key.
    /// </summary>
    public bool IsDevelopmentKey { get; }

    /// <summary>
    /// The number of contributions listed in the .zkey file from which the key was loaded. A claim of the file: no policy may accept a key because of
    /// this number. Null if the file has no list, such as a JSON file.
    /// </summary>
    public ListedContributions? ListedContributions { get; }

    /// <summary>
    /// SHA-256 of the key's points in a canonical encoding, in lower-case hexadecimal. Independent of the formatting of a file.
    /// </summary>
    public string Hash => field ??= _points.ComputeHash();

    internal G1Affine Alpha1 => _points.Alpha1;

    internal G2Affine Beta2 => _points.Beta2;

    internal G2Affine Gamma2 => _points.Gamma2;

    internal G2Affine Delta2 => _points.Delta2;

    /// <summary>A point for the constant wire, then a point for each public signal.</summary>
    internal ReadOnlySpan<G1Affine> Ic => _points.Ic;

    /// <summary>Reads a verification_key.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 MiB.</param>
    /// <exception cref="ProofFileException">
    /// The file is malformed, of a different proof system or curve, or has numbers that are not canonical.
    /// </exception>
    /// <exception cref="ProvingKeyException">The key is well-formed but must not be used.</exception>
    public static VerifyingKey FromJson(ReadOnlySpan<byte> utf8) => VerifyingKeyJson.Read(utf8);

    /// <summary>
    /// Writes a verification_key.json file, byte for byte as snarkjs exports the file; a development key has an additional property as a mark.
    /// </summary>
    public byte[] ToJson() => VerifyingKeyJson.Write(_points, IsDevelopmentKey);

    /// <summary>Makes a key from points, after checking the points.</summary>
    /// <exception cref="ProvingKeyException">The points must not be used as a key.</exception>
    internal static VerifyingKey Create(VerifyingKeyPoints points, bool isDevelopmentKey, ListedContributions? listed = null) =>
        VerifyingKeyRules.FindFault(points) is { } fault ? throw fault : new VerifyingKey(points, isDevelopmentKey, listed);
}
