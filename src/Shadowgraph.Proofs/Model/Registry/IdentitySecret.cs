using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The secret of a hidden subject. The registry's publisher receives only the <see cref="Commitment"/>; proofs show a nullifier derived from the
/// secret.
/// </summary>
/// <remarks>
/// The secret allows proofs in the name of the subject, and reveals the subject's proofs in every scope; without the secret no proof is possible.
/// Protect the secret like a private key. Dispose overwrites the secret. Thread-safe before disposal.
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

    /// <summary>Poseidon(secret): the key of the subject's leaf, in place of an address.</summary>
    public Fr Commitment { get; }

    /// <summary>The secret as a field element, for the witness.</summary>
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

    /// <summary>Reads a secret in the form of <see cref="Export"/>.</summary>
    /// <param name="bytes">32 bytes, least significant first.</param>
    /// <exception cref="ArgumentException">The length is not 32 bytes, the value is not below r, or its high half is zero, which a uniform secret
    /// never is in practice.</exception>
    public static IdentitySecret FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (!Fr.TryRead(bytes, out var value))
        {
            throw new ArgumentException($"A secret is {Size} bytes, least significant first, below the group order r.", nameof(bytes));
        }
        if (!bytes[(Size / 2)..].ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException(
                "The secret is below 2^128 and could be guessed. Make a secret with Create, and import only secrets written by Export.", nameof(bytes));
        }

        return new(value);
    }

    /// <summary>Writes the secret as 32 bytes, least significant first, for storage by the owner.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public void Export(Span<byte> destination) => Value.Write(destination);

    /// <summary>The nullifier, which replaces the subject in proofs: constant within a scope, and unlinkable between scopes.</summary>
    /// <param name="scope">The scope as a field element.</param>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public Fr NullifierFor(in Fr scope) => Commitments.Nullifier(Value, scope);

    /// <summary>A fixed text; the secret is never printed.</summary>
    public override string ToString() => $"{nameof(IdentitySecret)} {{ redacted }}";

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        _value.Dispose();
    }
}
