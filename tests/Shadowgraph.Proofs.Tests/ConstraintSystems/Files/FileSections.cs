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
}
