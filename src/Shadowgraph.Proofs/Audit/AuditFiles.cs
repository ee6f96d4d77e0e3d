using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The directory of a <see cref="FileAuditSink"/> on the disk. Symbolic links inside are not followed: otherwise an attacker with write access to the
/// directory could redirect writes to any file of this user. The path of the directory itself may contain links.
/// </summary>
internal class AuditFiles(string directory)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly KeyFiles _system = new();

    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>Locks the directory for this process, and creates the directory if missing.</summary>
    /// <returns>A handle that releases the lock.</returns>
    /// <exception cref="IOException">Another process holds the lock.</exception>
    public virtual IDisposable Lock()
    {
        _system.CreatePrivateDirectory(directory);
        return _system.TryLock(PathOf("audit.lock"))
            ?? throw new IOException($"Another process writes the audit files in {directory}. Give each a directory of its own.");
    }

    /// <summary>The names of files that match a pattern, including links.</summary>
    public IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateFiles(directory, pattern).Select(path => Path.GetFileName(path)!);

    /// <summary>Opens a file for writing at any position, while readers may have the file open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNew">Whether to create the file, which must not exist.</param>
    /// <exception cref="IOException">The file is a symbolic link, or exists although <paramref name="isNew"/> is true.</exception>
    public virtual Stream OpenWrite(string path, bool isNew)
    {
        var options = new FileStreamOptions
        {
            Mode = isNew ? FileMode.CreateNew : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0, // writes come in large pieces
        };
        if (isNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        return FileLinks.Open(path, options);
    }

    /// <exception cref="IOException">The file is a symbolic link.</exception>
    public static Stream OpenRead(string path) => FileLinks.Open(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    /// <summary>Flushes to the disk, so that the contents survive a loss of power.</summary>
    public virtual void FlushToDisk(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    public static void Delete(string path) => File.Delete(path);
}
