using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The directory of a <see cref="FileAuditSink"/>, on the disk. Symbolic links in it are not followed: who may write there could have
/// anything overwritten that this user may write. The directory itself may be reached by one.
/// </summary>
internal class AuditFiles(string directory)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly KeyFiles _system = new();

    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>Takes the directory for this process alone, and makes it if need be.</summary>
    /// <returns>What releases it.</returns>
    /// <exception cref="IOException">Another process has it.</exception>
    public virtual IDisposable Lock()
    {
        _system.CreatePrivateDirectory(directory);
        return _system.TryLock(PathOf("audit.lock"))
            ?? throw new IOException($"Another process writes the audit files in {directory}. Give each a directory of its own.");
    }

    /// <summary>The names of the files whose names are of a pattern, links included.</summary>
    public IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateFiles(directory, pattern).Select(path => Path.GetFileName(path)!);

    /// <summary>Opens a file for writing, from wherever the caller wants, beside who reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNew">Whether it is made, and must not be there before.</param>
    /// <exception cref="IOException">It is a symbolic link, or is there and must not be.</exception>
    public virtual Stream OpenWrite(string path, bool isNew)
    {
        var options = new FileStreamOptions
        {
            Mode = isNew ? FileMode.CreateNew : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0, // what is written comes in large pieces
        };
        if (isNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        return FileLinks.Open(path, options);
    }

    /// <exception cref="IOException">It is a symbolic link.</exception>
    public static Stream OpenRead(string path) => FileLinks.Open(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    /// <summary>Has what was written outlast a power cut.</summary>
    public virtual void FlushToDisk(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    public static void Delete(string path) => File.Delete(path);
}
