namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>A piece of a section of a .zkey file that is read, hashed and parsed at once.</summary>
/// <param name="SectionId">The section's number.</param>
/// <param name="Section">Takes the content.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Length">Its bytes; 0 if the section is empty or was read before.</param>
/// <param name="IsFirst">Whether the section begins here.</param>
internal sealed record ZkeyChunk(uint SectionId, ZkeySection Section, long Offset, int Length, bool IsFirst)
{
    /// <summary>Reads it, after the one before it.</summary>
    public void Read(Span<byte> buffer) => Section.Cursor.ReadExactly(buffer[..Length], "content");
}
