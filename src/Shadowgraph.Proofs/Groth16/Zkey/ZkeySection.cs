using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>Takes in what one section of a .zkey file holds, chunk by chunk.</summary>
/// <param name="cursor">Reads the section; closed with this.</param>
/// <param name="entryLength">Bytes that no chunk may part.</param>
/// <param name="leadLength">Bytes before the first entry.</param>
internal abstract class ZkeySection(SectionCursor cursor, int entryLength, int leadLength = 0) : IDisposable
{
    public SectionCursor Cursor => cursor;

    /// <summary>Whether several threads may parse parts of one chunk.</summary>
    public virtual bool CanSplit => false;

    /// <summary>Called before the first chunk, also of an empty section.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Parses one of several equal parts of a chunk.</summary>
    /// <param name="chunk">The whole chunk.</param>
    /// <param name="offset">Where in the file the chunk begins.</param>
    /// <param name="part">Which part, from 0.</param>
    /// <param name="parts">How many parts there are; 1 if it can't be split.</param>
    public abstract void Parse(ReadOnlySpan<byte> chunk, long offset, int part, int parts);

    /// <summary>Takes in a chunk of which all parts were parsed.</summary>
    /// <param name="length">Its bytes.</param>
    public virtual void Take(int length)
    {
    }

    /// <summary>Cuts the section.</summary>
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
