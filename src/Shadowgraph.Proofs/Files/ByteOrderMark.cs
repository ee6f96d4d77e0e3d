namespace Shadowgraph.Proofs.Files;

/// <summary>The byte order mark of UTF-8, written by some editors and .NET's Encoding.UTF8 at the beginning of a text.</summary>
internal static class ByteOrderMark
{
    /// <summary>The text without a byte order mark, if present.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> utf8) =>
        utf8 is [0xef, 0xbb, 0xbf, ..] ? utf8[3..] : utf8;
}
