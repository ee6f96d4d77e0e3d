using System.Globalization;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The directory of a <see cref="FileAuditSink"/>: audit-000001.jsonl and so on, audit.head, audit.lock.</summary>
internal class AuditFiles(string directory)
{
    private const string Prefix = "audit-";
    private const string Extension = ".jsonl";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly KeyFiles _system = new();

    /// <summary>Where the last entry is noted down: without it, entries taken off the end would not be missed.</summary>
    public string HeadPath => Path.Combine(directory, "audit.head");

    public string PathOf(int number) => Path.Combine(directory, $"{Prefix}{number:D6}{Extension}");

    /// <summary>Takes the directory for this process alone, and makes it if need be.</summary>
    /// <returns>What releases it.</returns>
    /// <exception cref="IOException">Another process has it.</exception>
    public virtual IDisposable Lock()
    {
        _system.CreatePrivateDirectory(directory);
        return _system.TryLock(Path.Combine(directory, "audit.lock"))
            ?? throw new IOException($"Another process writes the audit files in {directory}. Give each a directory of its own.");
    }

    /// <summary>The numbers of the files that are there, ascending.</summary>
    public int[] Numbers() =>
    [
        .. Directory.EnumerateFiles(directory, $"{Prefix}*{Extension}")
            .Select(path => NumberOf(Path.GetFileName(path))).Where(number => number > 0).Order(),
    ];

    public bool HasHead() => File.Exists(HeadPath);

    /// <summary>Opens a file for writing, from wherever the caller wants, beside who reads it.</summary>
    public virtual Stream OpenWrite(string path, bool isNew)
    {
        var options = new FileStreamOptions
        {
            Mode = isNew ? FileMode.OpenOrCreate : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0, // what is written comes in large pieces
        };
        if (isNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    public static Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Has what was written outlast a power cut.</summary>
    public virtual void FlushToDisk(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    public void Delete(int number) => File.Delete(PathOf(number));

    // 0 for a file that is none of these.
    private static int NumberOf(string name)
    {
        var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Extension.Length);
        return digits.Length >= 6 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && name == $"{Prefix}{number:D6}{Extension}" ? number : 0;
    }
}
