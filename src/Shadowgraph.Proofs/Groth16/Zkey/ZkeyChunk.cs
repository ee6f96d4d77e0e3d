namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>A piece of a section of a .zkey file that is read, hashed and parsed as a unit.</summary>
/// <param name="SectionId">The section's number.</param>
/// <param name="Section">The receiver of the content.</param>
/// <param name="Offset">The position in the file.</param>
/// <param name="Length">Number of bytes; 0 if the section is empty or was read early.</param>
/// <param name="IsFirst">Whether the chunk is the first of its section.</param>
internal sealed record ZkeyChunk(uint SectionId, ZkeySection Section, long Offset, int Length, bool IsFirst)
{
    /// <summary>Reads the chunk, after its predecessor.</summary>
    public void Read(Span<byte> buffer) => Section.Cursor.ReadExactly(buffer[..Length], "content");
}
