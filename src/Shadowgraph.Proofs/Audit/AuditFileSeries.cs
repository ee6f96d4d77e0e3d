using System.Globalization;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The files of a series in a directory: audit-000001.jsonl and so on, with audit.head; for refusals, refusals-000001.jsonl.
/// </summary>
internal sealed class AuditFileSeries(AuditFiles disk, AuditSeries series)
{
    /// <summary>The maximum number of a file. Files with higher numbers are ignored.</summary>
    public const int MaxNumber = 999_999_999;

    private const string Extension = ".jsonl";

    public AuditFiles Disk => disk;

    public AuditSeries Series => series;

    /// <summary>The path of the head note: without the note, the removal of entries at the end would go unnoticed.</summary>
    public string HeadPath => disk.PathOf($"{Name}.head");

    private string Name => series == AuditSeries.Main ? "audit" : "refusals";

    private string Prefix => $"{Name}-";

    public string PathOf(int number) => disk.PathOf($"{Prefix}{number.ToString("D6", CultureInfo.InvariantCulture)}{Extension}");

    /// <summary>The numbers of the existing files, ascending, without symbolic links.</summary>
    public int[] Numbers() => [.. AllNumbers().Where(number => !FileLinks.IsLink(PathOf(number)))];

    /// <summary>The numbers of symbolic links with names of files.</summary>
    public int[] Links() => [.. AllNumbers().Where(number => FileLinks.IsLink(PathOf(number)))];

    /// <summary>The first number, starting with the given number, without a file or link.</summary>
    /// <exception cref="IOException">All numbers are in use.</exception>
    public int FirstFree(int number)
    {
        for (; number <= MaxNumber; number++)
        {
            if (!File.Exists(PathOf(number)) && !FileLinks.IsLink(PathOf(number))) return number;
        }

        throw new IOException($"There is no number left for another file after {PathOf(MaxNumber)}. Move the files elsewhere.");
    }

    /// <summary>The head note; null if the note is missing, or was not written by this chain.</summary>
    public AuditHeadNote? ReadHead(AuditChain chain)
    {
        if (!File.Exists(HeadPath) || FileLinks.IsLink(HeadPath)) return null;
        using var stream = AuditFiles.OpenRead(HeadPath);
        return AuditHeadNote.Read(stream, chain);
    }

    /// <summary>The anchor of a file's first entry; null if the first line is not in the canonical form.</summary>
    public AuditAnchor? ReadAnchor(int number)
    {
        using var stream = AuditFiles.OpenRead(PathOf(number));
        return new AuditLineReader(stream).Next() is { } line ? AuditLine.ReadFirst(line)?.Anchor : null;
    }

    private IEnumerable<int> AllNumbers() =>
        disk.Names($"{Prefix}*{Extension}").Select(NumberOf).Where(number => number > 0).Order();

    // 0 for a file outside of the series.
    private int NumberOf(string name)
    {
        var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Extension.Length);
        return digits.Length is >= 6 and <= 9 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && name == Path.GetFileName(PathOf(number)) ? number : 0;
    }
}
