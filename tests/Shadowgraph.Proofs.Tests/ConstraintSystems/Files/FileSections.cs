using System.Buffers.Binary;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems.Files;

/// <summary>Takes a binary file apart without the code under test.</summary>
internal static class FileSections
{
    /// <summary>Content in hexadecimal by section number.</summary>
    public static SortedDictionary<uint, string> Of(byte[] file)
    {
        var sections = new SortedDictionary<uint, string>();
        var position = 12;
        while (position < file.Length)
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position));
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(position + 4));
            sections.Add(number, Convert.ToHexString(file, position + 12, length));
            position += 12 + length;
        }

        return sections;
    }

    /// <summary>The file less one of its sections.</summary>
    public static byte[] Without(byte[] file, uint section)
    {
        using var result = new MemoryStream();
        result.Write(file.AsSpan(0, 12));
        for (var position = 12; position < file.Length;)
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position));
            var length = 12 + (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(position + 4));
            if (number != section) result.Write(file.AsSpan(position, length));
            position += length;
        }

        var bytes = result.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)) - 1);
        return bytes;
    }
}
