namespace Shadowgraph.Proofs.Files;

/// <summary>UTF-8's byte order mark, which editors and .NET's Encoding.UTF8 put before a text.</summary>
internal static class ByteOrderMark
{
    /// <summary>The text after its mark, if it has one.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> utf8) =>
        utf8 is [0xef, 0xbb, 0xbf, ..] ? utf8[3..] : utf8;
}
