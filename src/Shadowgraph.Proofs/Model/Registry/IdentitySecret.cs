using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// What a hidden subject alone knows. The registry's publisher gets its <see cref="Commitment"/>; proofs show a nullifier made of it.
/// </summary>
/// <remarks>
/// Whoever has the secret can prove as the subject and can tell its proofs in every scope; without it there are no proofs. Keep it like a
/// private key. Disposing it overwrites it. Thread-safe until then.
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<IdentitySecret>))]
public sealed class IdentitySecret : IDisposable
{
    /// <summary>Bytes of an exported secret: 32.</summary>
    public const int Size = Fr.Size;

    private readonly SecretScalar _value;
    private bool _disposed;

    private IdentitySecret(in Fr value)
    {
        _value = new SecretScalar(value);
        Commitment = Commitments.SubjectKey(value);
    }

    /// <summary>Poseidon(secret): what the publisher puts into the leaf in place of an address.</summary>
    public Fr Commitment { get; }

    /// <summary>The secret itself, for the witness.</summary>
    internal Fr Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _value.Value;
        }
    }

    /// <summary>A new secret, uniform below r, from the system's random generator.</summary>
    public static IdentitySecret Create() => new(Fr.Random());

    /// <summary>Reads a secret that <see cref="Export"/> wrote.</summary>
    /// <param name="bytes">32 bytes, least significant first.</param>
    /// <exception cref="ArgumentException">There are not 32 bytes, they are not below r, or their high half is zero, which no uniform
    /// secret's is.</exception>
    public static IdentitySecret FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (!Fr.TryRead(bytes, out var value))
        {
            throw new ArgumentException($"A secret is {Size} bytes, least significant first, below the group order r.", nameof(bytes));
        }
        if (!bytes[(Size / 2)..].ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException(
                "This is a guessable secret, below 2^128. Make one with Create, and read back what Export wrote.", nameof(bytes));
        }

        return new(value);
    }

    /// <summary>Writes the secret as 32 bytes, least significant first, for its owner to keep.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public void Export(Span<byte> destination) => Value.Write(destination);

    /// <summary>What a proof in a scope shows instead of the subject: always the same one there, and another in every other
    /// scope.</summary>
    /// <param name="scope">The scope as a field element.</param>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public Fr NullifierFor(in Fr scope) => Commitments.Nullifier(Value, scope);

    /// <summary>Says that it is a secret, and nothing of it.</summary>
    public override string ToString() => $"{nameof(IdentitySecret)} {{ redacted }}";

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        _value.Dispose();
    }
}
