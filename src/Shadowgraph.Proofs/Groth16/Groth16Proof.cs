using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>A Groth16 proof over BN254: the content of snarkjs's proof.json.</summary>
/// <remarks>
/// <para>Immutable. An instance may be invalid, and its points may lie outside their groups: <see cref="Groth16Verifier"/> checks both.</para>
/// <para>Proofs can be re-randomised without the witness: a different proof of the same statement does not imply a different prover, and a
/// proof's bytes must not serve as a key against replay.</para>
/// </remarks>
[JsonConverter(typeof(ExplicitJsonConverter<Groth16Proof>))]
public sealed class Groth16Proof : IEquatable<Groth16Proof>
{
    internal Groth16Proof(in G1Affine a, in G2Affine b, in G1Affine c)
    {
        A = a;
        B = b;
        C = c;
    }

    internal G1Affine A { get; }

    internal G2Affine B { get; }

    internal G1Affine C { get; }

    /// <summary>Reads a proof.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 KiB.</param>
    /// <exception cref="ProofFileException">
    /// The file is malformed, belongs to a different proof system or curve, holds a point at infinity, or has numbers that are not canonical.
    /// </exception>
    public static Groth16Proof FromJson(ReadOnlySpan<byte> utf8) => Groth16ProofJson.Read(utf8);

    /// <summary>Writes a proof.json file, byte for byte as snarkjs does.</summary>
    public byte[] ToJson() => Groth16ProofJson.Write(this);

    /// <summary>Whether both proofs have the same points.</summary>
    public bool Equals(Groth16Proof? other) => other is not null && A == other.A && B == other.B && C == other.C;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Groth16Proof);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(A, B, C);
}
