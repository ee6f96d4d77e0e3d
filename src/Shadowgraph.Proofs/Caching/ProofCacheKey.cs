using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// 32 bytes that identify the claim of a proof: requests with the same key share a proof. The key is a SHA-256 digest and reveals nothing of its
/// inputs.
/// </summary>
/// <remarks>Only a holder of the subject's opening can derive the key, and a distributed cache never receives the key: keep the key within the
/// process.</remarks>
[JsonConverter(typeof(NoJsonConverter<ProofCacheKey>))]
public readonly record struct ProofCacheKey
{
    /// <summary>The size of a key in bytes: 32.</summary>
    public const int Size = 32;

    private readonly Bytes _bytes;

    /// <summary>Creates a key from the 32 bytes of a digest.</summary>
    /// <exception cref="ArgumentException">The length is not exactly 32 bytes.</exception>
    public ProofCacheKey(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != Size) throw new ArgumentException($"A key has {Size} bytes, not {digest.Length}.", nameof(digest));
        _bytes = MemoryMarshal.Read<Bytes>(digest);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    public void Write(Span<byte> destination) => MemoryMarshal.Write(destination, _bytes);

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<Bytes>(in _bytes)));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Bytes(ulong A, ulong B, ulong C, ulong D);
}
