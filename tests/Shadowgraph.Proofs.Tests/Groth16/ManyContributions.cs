using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>
/// The key of Interop/Cases with another list of contributions. A list can say anything: nobody checks it but snarkjs zkey verify.
/// </summary>
internal static class ManyContributions
{
    private const int HeadLength = CeremonyRecord.CircuitHashLength + sizeof(uint);

    /// <summary>Room that the one contribution has for what comes after its description's length: one name, in ASCII "alice".</summary>
    private const int AliceLength = 2 + 5;

    /// <summary>The .zkey file, with a contribution of a participant for each name.</summary>
    public static byte[] Of(params string[] names)
    {
        using var file = BinarySectionReader.Open(new MemoryStream(CaseFiles.Read("mult.zkey")), ZkeyFormat.Container);
        var written = new MemoryStream();
        using var writer = new BinarySectionWriter(written, ZkeyFormat.Container, file.Sections.Length);
        foreach (var id in file.Sections)
        {
            using var section = file.Section(id);
            var content = new byte[section.Remaining];
            section.ReadExactly(content, "content");
            if (id == ZkeyFormat.Contributions) content = List(content, names);
            writer.BeginSection(id, content.Length);
            writer.Write(content);
        }

        writer.Finish();
        return written.ToArray();
    }

    private static byte[] List(byte[] section, string[] names)
    {
        var list = new List<byte>(section[..HeadLength]);
        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(list)[CeremonyRecord.CircuitHashLength..], names.Length);
        var contribution = section[HeadLength..^(AliceLength + sizeof(uint))];
        foreach (var name in names)
        {
            var text = Encoding.UTF8.GetBytes(name);
            var length = new byte[sizeof(uint)];
            BinaryPrimitives.WriteInt32LittleEndian(length, 2 + text.Length);
            list.AddRange(contribution);
            list.AddRange(length);
            list.AddRange([1, (byte)text.Length]);
            list.AddRange(text);
        }

        return [.. list];
    }
}
