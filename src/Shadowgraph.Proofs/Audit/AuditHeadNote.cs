using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The last entry, noted down beside the files: its number in 20 digits, a space, its hash, a line feed. Always as long, so that it is
/// overwritten in one piece.
/// </summary>
internal static class AuditHeadNote
{
    private const int NumberLength = 20;
    private const int Length = NumberLength + 1 + 2 * AuditDigest.Size + 1;

    public static void Write(Stream stream, AuditAnchor head)
    {
        Span<byte> note = stackalloc byte[Length];
        Encoding.ASCII.GetBytes($"{head.Sequence:D20} {head.Hash}\n", note);
        stream.Position = 0;
        stream.Write(note);
        stream.Flush();
    }

    /// <returns>Null if it is no note.</returns>
    public static AuditAnchor? Read(Stream stream)
    {
        Span<byte> note = stackalloc byte[Length + 1];
        stream.Position = 0;
        if (stream.ReadAtLeast(note, note.Length, throwOnEndOfStream: false) != Length) return null;
        var text = Encoding.ASCII.GetString(note[..Length]);
        var isNote = text[NumberLength] == ' ' && text[^1] == '\n'
            && long.TryParse(text.AsSpan(0, NumberLength), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isNote && AuditDigest.Parse(text[(NumberLength + 1)..^1]) is { } digest
            ? new AuditAnchor(long.Parse(text.AsSpan(0, NumberLength), NumberStyles.None, CultureInfo.InvariantCulture), digest)
            : null;
    }
}
