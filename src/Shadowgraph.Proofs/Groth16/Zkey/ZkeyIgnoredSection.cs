using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>A section that is hashed but not parsed.</summary>
internal sealed class ZkeyIgnoredSection(SectionCursor cursor) : ZkeySection(cursor, entryLength: 1)
{
    public override void Parse(ReadOnlySpan<byte> chunk, long offset, int part, int parts)
    {
    }
}
