using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>Recognises a .zkey file without reading the whole file.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="LastWrite">The time of the last write, in ticks of UTC.</param>
/// <param name="Digest">Keccak-256 of the section table, of the sections 1, 2, 3 and 10, and of samples spread over the file.</param>
internal sealed record ZkeyIdentity(long Length, long LastWrite, byte[] Digest)
{
    private const int Samples = 64;
    private const int SampleLength = 1024;

    /// <param name="handle">The file.</param>
    /// <param name="file">The file's sections.</param>
    /// <param name="sections">The sections 1, 2, 3 and 10, as far as present, were read early: small, except for the signals of a very public circuit.</param>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public static ZkeyIdentity Of(SafeFileHandle handle, BinarySectionReader file, HashedSections sections)
    {
        var length = RandomAccess.GetLength(handle);
        var hash = default(KeccakSponge);
        Span<byte> entry = stackalloc byte[sizeof(uint) + sizeof(long)];
        foreach (var id in file.Sections)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(entry, id);
            BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(uint)..], file.LengthOf(id));
            hash.Append(entry);
            if (sections.EarlyContent(id) is { } whole) hash.Append(whole);
        }

        var sample = new byte[SampleLength];
        var last = Math.Max(0, length - SampleLength);
        for (var i = 0; i < Samples; i++)
        {
            // last·i / (Samples - 1), where last·i could overflow.
            var offset = last / (Samples - 1) * i + last % (Samples - 1) * i / (Samples - 1);
            var count = (int)Math.Min(SampleLength, length - offset);
            if (!FileBytes.TryRead(handle, sample.AsSpan(0, count), offset))
                throw new EndOfStreamException("The key file became shorter while it was read.");
            hash.Append(sample.AsSpan(0, count));
        }

        var digest = new byte[Keccak256.Size];
        hash.Finish(digest, Keccak256.Padding);
        return new ZkeyIdentity(length, File.GetLastWriteTimeUtc(handle).Ticks, digest);
    }

    public bool Equals(ZkeyIdentity? other) =>
        other is not null && Length == other.Length && LastWrite == other.LastWrite && Digest.AsSpan().SequenceEqual(other.Digest);

    public override int GetHashCode() => BitConverter.ToInt32(Digest);
}
