using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// 32 bytes that name what a proof would say and about what: two requests with one key are answered by one proof. It is a SHA-256
/// digest and shows nothing of what it was made of.
/// </summary>
/// <remarks>Only who has the subject's opening can derive it, and a distributed cache is not told it: keep it within the process.</remarks>
[JsonConverter(typeof(NoJsonConverter<ProofCacheKey>))]
public readonly record struct ProofCacheKey
{
    /// <summary>Bytes of a key: 32.</summary>
    public const int Size = 32;

    private readonly Bytes _bytes;

    /// <summary>Takes the 32 bytes of a digest.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
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
