using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The note of begin and end of a chain, in a sealed file beside the chain's files: last entry with its file, first retained file with its anchor.
/// Fixed length, so that the note is overwritten in a single write.
/// </summary>
/// <param name="End">The last entry.</param>
/// <param name="LastFile">The number of the last entry's file.</param>
/// <param name="FirstFile">The number of the first retained file.</param>
/// <param name="Start">The anchor of the first retained file.</param>
/// <param name="WasMissing">
/// Whether the note was once missing beside existing files: removal of entries at the end before that time can't be detected.
/// </param>
internal sealed record AuditHeadNote(AuditAnchor End, int LastFile, int FirstFile, AuditAnchor Start, bool WasMissing)
{
    private const int AnchorLength = 20 + 1 + 2 * AuditDigest.Size;
    private const int NumberLength = 10;
    private const int TextLength = AnchorLength + 1 + NumberLength + 1 + NumberLength + 1 + AnchorLength + 1 + 1;
    private const int Length = TextLength + 1 + 2 * AuditDigest.Size + 1;

    private static ReadOnlySpan<byte> Kind => "/head"u8;

    public void Write(Stream stream, AuditChain chain)
    {
        stream.Position = 0;
        stream.Write(Sealed(this, chain));
        stream.Flush();
    }

    /// <returns>Null if the contents are not a note, or sealed with another key.</returns>
    public static AuditHeadNote? Read(Stream stream, AuditChain chain)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        stream.Position = 0;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != Length) return null;
        var parts = Encoding.ASCII.GetString(bytes[..Length]).Split(' ');
        if (parts.Length != 8
            || ReadAnchor(parts[0], parts[1]) is not { } end || ReadAnchor(parts[4], parts[5]) is not { } start
            || ReadFile(parts[2]) is not { } last || ReadFile(parts[3]) is not { } first)
        {
            return null;
        }

        var note = new AuditHeadNote(end, last, first, start, WasMissing: parts[6] == "1");
        return Sealed(note, chain).AsSpan().SequenceEqual(bytes[..Length]) ? note : null;
    }

    private static byte[] Sealed(AuditHeadNote note, AuditChain chain)
    {
        var text = note.ToText();
        return Encoding.ASCII.GetBytes($"{text} {chain.Seal(Kind, Encoding.ASCII.GetBytes(text))}\n");
    }

    private string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{End.Sequence:D20} {End.Hash} {LastFile:D10} {FirstFile:D10} {Start.Sequence:D20} {Start.Hash} {(WasMissing ? 1 : 0)}");

    private static AuditAnchor? ReadAnchor(string sequence, string hash) =>
        long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= AuditAnchor.MaxSequence
        && AuditDigest.Parse(hash) is { } digest
            ? new AuditAnchor(number, digest)
            : null;

    private static int? ReadFile(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= AuditFileSeries.MaxNumber
            ? number
            : null;
}
