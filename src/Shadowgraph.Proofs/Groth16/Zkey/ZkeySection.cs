using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>Receives the content of a section of a .zkey file, chunk by chunk.</summary>
/// <param name="cursor">Reads the section; disposed with this object.</param>
/// <param name="entryLength">Length of an entry, which no chunk may split.</param>
/// <param name="leadLength">Bytes before the first entry.</param>
internal abstract class ZkeySection(SectionCursor cursor, int entryLength, int leadLength = 0) : IDisposable
{
    public SectionCursor Cursor => cursor;

    /// <summary>Whether several threads may parse parts of a chunk.</summary>
    public virtual bool CanSplit => false;

    /// <summary>Called before the first chunk, also for an empty section.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Parses one of several equal parts of a chunk.</summary>
    /// <param name="chunk">The whole chunk.</param>
    /// <param name="offset">The position of the chunk in the file.</param>
    /// <param name="part">The index of the part, from 0.</param>
    /// <param name="parts">The number of parts; 1 for a chunk that cannot be split.</param>
    public abstract void Parse(ReadOnlySpan<byte> chunk, long offset, int part, int parts);

    /// <summary>Completes a chunk after all parts were parsed.</summary>
    /// <param name="length">The chunk's length in bytes.</param>
    public virtual void Take(int length)
    {
    }

    /// <summary>Cuts the section into chunks.</summary>
    public IEnumerable<ZkeyChunk> Chunks(uint id, int largest)
    {
        var (offset, remaining) = (cursor.Offset, cursor.Remaining);
        for (var isFirst = true; isFirst || remaining > 0; isFirst = false)
        {
            var lead = isFirst ? leadLength : 0;
            var length = (int)Math.Min(remaining, lead + ((largest - lead) / entryLength * entryLength));
            yield return new ZkeyChunk(id, this, offset, length, isFirst);
            offset += length;
            remaining -= length;
        }
    }

    public virtual void Dispose() => cursor.Dispose();
}
