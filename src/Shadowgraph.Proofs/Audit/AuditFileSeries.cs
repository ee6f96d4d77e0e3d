using System.Globalization;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The files of one series in a directory: audit-000001.jsonl and so on, with audit.head; of refusals, refusals-000001.jsonl.
/// </summary>
internal sealed class AuditFileSeries(AuditFiles disk, AuditSeries series)
{
    /// <summary>The highest number of a file. What has a higher one is none of these.</summary>
    public const int MaxNumber = 999_999_999;

    private const string Extension = ".jsonl";

    public AuditFiles Disk => disk;

    public AuditSeries Series => series;

    /// <summary>Where the last entry is noted down: without it, entries taken off the end would not be missed.</summary>
    public string HeadPath => disk.PathOf($"{Name}.head");

    private string Name => series == AuditSeries.Main ? "audit" : "refusals";

    private string Prefix => $"{Name}-";

    public string PathOf(int number) => disk.PathOf($"{Prefix}{number.ToString("D6", CultureInfo.InvariantCulture)}{Extension}");

    /// <summary>The numbers of the files that are there, ascending; links are none.</summary>
    public int[] Numbers() => [.. AllNumbers().Where(number => !FileLinks.IsLink(PathOf(number)))];

    /// <summary>The numbers of symbolic links that have names of files.</summary>
    public int[] Links() => [.. AllNumbers().Where(number => FileLinks.IsLink(PathOf(number)))];

    /// <summary>The first number, from one on, that no file and no link has.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public int FirstFree(int number)
    {
        for (; number <= MaxNumber; number++)
        {
            if (!File.Exists(PathOf(number)) && !FileLinks.IsLink(PathOf(number))) return number;
        }

        throw new IOException($"There is no number left for another file after {PathOf(MaxNumber)}. Move the files elsewhere.");
    }

    /// <summary>What was noted down; null if there is no note, or none that this chain has written.</summary>
    public AuditHeadNote? ReadHead(AuditChain chain)
    {
        if (!File.Exists(HeadPath) || FileLinks.IsLink(HeadPath)) return null;
        using var stream = AuditFiles.OpenRead(HeadPath);
        return AuditHeadNote.Read(stream, chain);
    }

    /// <summary>What the entries of a file follow; null if its first line is not as one is written.</summary>
    public AuditAnchor? ReadAnchor(int number)
    {
        using var stream = AuditFiles.OpenRead(PathOf(number));
        return new AuditLineReader(stream).Next() is { } line ? AuditLine.ReadFirst(line)?.Anchor : null;
    }

    private IEnumerable<int> AllNumbers() =>
        disk.Names($"{Prefix}*{Extension}").Select(NumberOf).Where(number => number > 0).Order();

    // 0 for a file that is none of these.
    private int NumberOf(string name)
    {
        var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Extension.Length);
        return digits.Length is >= 6 and <= 9 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && name == Path.GetFileName(PathOf(number)) ? number : 0;
    }
}
