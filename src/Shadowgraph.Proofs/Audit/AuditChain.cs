using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Computes the hashes of entries, as specified by <see cref="AuditVerifier"/>. Not thread-safe, because of an internal buffer.
/// </summary>
/// <remarks>An entry of 150 bytes takes 4 blocks of SHA-256, or 6 with a key.</remarks>
internal sealed class AuditChain
{
    // The fixed fields take less than 200 bytes, a UTF-16 code unit at most 3.
    private const int Longest = 512 + 3 * (ProofUserId.MaxLength + AuditEvent.MaxDetailLength);

    private readonly byte[] _buffer = new byte[Longest];
    private readonly byte[] _key;
    private readonly AuditSeries _series;

    /// <param name="key">The key of HMAC-SHA-256; empty for SHA-256.</param>
    /// <param name="series">The series of the chain.</param>
    public AuditChain(ReadOnlySpan<byte> key, AuditSeries series) => (_key, _series) = (key.ToArray(), series);

    /// <summary>The domain separator of all hashes, and the name of the format.</summary>
    public static ReadOnlySpan<byte> Format => "shadowgraph.proofs/audit/v1"u8;

    public bool IsKeyed => _key.Length > 0;

    private ReadOnlySpan<byte> Label => _series == AuditSeries.Main ? Format : "shadowgraph.proofs/audit/v1/refusals"u8;

    /// <summary>Creates the next entry of the chain.</summary>
    public AuditEntry Next(AuditAnchor previous, DateTimeOffset at, in AuditEvent happened, long order = 0)
    {
        var sequence = previous.Sequence + 1;
        return new AuditEntry(sequence, at, happened, Hash(previous.Digest, sequence, at, happened), _series, order);
    }

    /// <summary>The hash of an entry after an entry with the given hash.</summary>
    public AuditDigest Hash(AuditDigest previous, long sequence, DateTimeOffset at, in AuditEvent happened) =>
        Hash(Write(previous, sequence, at, happened));

    /// <summary>Authenticates a note about begin and end of chains.</summary>
    /// <param name="kind">The kind of note, which separates notes of different kinds, and notes from entries.</param>
    /// <param name="text">The note; at most 1 000 bytes.</param>
    public AuditDigest Seal(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> text)
    {
        var position = WriteLabel(kind);
        text.CopyTo(_buffer.AsSpan(position));
        return Hash(position + text.Length);
    }

    private AuditDigest Hash(int length)
    {
        Span<byte> hash = stackalloc byte[AuditDigest.Size];
        if (IsKeyed) HMACSHA256.HashData(_key, _buffer.AsSpan(0, length), hash);
        else SHA256.HashData(_buffer.AsSpan(0, length), hash);
        return AuditDigest.From(hash);
    }

    private int WriteLabel(ReadOnlySpan<byte> suffix)
    {
        Label.CopyTo(_buffer);
        suffix.CopyTo(_buffer.AsSpan(Label.Length));
        var length = Label.Length + suffix.Length;
        _buffer[length] = 0;
        return length + 1;
    }

    private int Write(AuditDigest previous, long sequence, DateTimeOffset at, in AuditEvent happened)
    {
        var buffer = _buffer.AsSpan();
        var position = WriteLabel([]);
        previous.CopyTo(buffer[position..]);
        position += AuditDigest.Size;
        BinaryPrimitives.WriteInt64BigEndian(buffer[position..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(buffer[(position + 8)..], at.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(buffer[(position + 16)..], happened.Attempt);
        position += 20;
        buffer[position++] = happened.RequestId is null ? (byte)0 : (byte)1;
        if (happened.RequestId is { } id)
        {
            id.TryWriteBytes(buffer[position..], bigEndian: true, out var written);
            position += written;
        }

        position += WriteText(buffer[position..], AuditActions.NameOf(happened.Action));
        position += WriteText(buffer[position..], happened.Error is { } error ? AuditActions.NameOf(error) : null);
        position += WriteText(buffer[position..], happened.UserId.IsNone ? null : happened.UserId.ToString());
        position += WriteText(buffer[position..], happened.Detail);
        if (happened.Count == 0) return position;
        BinaryPrimitives.WriteInt64BigEndian(buffer[position..], happened.Count);
        return position + sizeof(long);
    }

    // Length in bytes + 1, so that null and an empty text differ; then the bytes.
    private static int WriteText(Span<byte> buffer, string? text)
    {
        var length = text is null ? 0 : Encoding.UTF8.GetBytes(text, buffer[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(buffer, text is null ? (ushort)0 : (ushort)(length + 1));
        return 2 + length;
    }
}
