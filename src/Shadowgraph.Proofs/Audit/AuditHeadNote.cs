using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Where a chain begins and ends, noted down beside its files and sealed: the last entry and its file, the first file that is kept and what
/// its entries follow. Always as long, so that it is overwritten in one piece.
/// </summary>
/// <param name="End">The last entry.</param>
/// <param name="LastFile">The number of its file.</param>
/// <param name="FirstFile">The number of the first file that is kept.</param>
/// <param name="Start">What the first file's entries follow.</param>
/// <param name="WasMissing">
/// Whether there was no note once while there were files: what was taken off the end by then can't be told any more.
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

    /// <returns>Null if it is no note, or sealed with another key.</returns>
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
