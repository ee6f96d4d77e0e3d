using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>A Groth16 proof over BN254: the content of snarkjs's proof.json.</summary>
/// <remarks>
/// <para>Immutable. Having one says nothing about its truth, nor that its points are in their groups: <see cref="Groth16Verifier"/> checks
/// both.</para>
/// <para>Proofs can be re-randomised by anyone: another proof of the same statement is not a sign of another prover, and a proof's bytes
/// are no key against replay.</para>
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
    /// The file is malformed, for another proof system or curve, holds a point at infinity, or has numbers that aren't canonical.
    /// </exception>
    public static Groth16Proof FromJson(ReadOnlySpan<byte> utf8) => Groth16ProofJson.Read(utf8);

    /// <summary>Writes a proof.json file, byte for byte as snarkjs does.</summary>
    public byte[] ToJson() => Groth16ProofJson.Write(this);

    /// <summary>Whether both have the same points.</summary>
    public bool Equals(Groth16Proof? other) => other is not null && A == other.A && B == other.B && C == other.C;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Groth16Proof);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(A, B, C);
}
