using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Files;

/// <summary>The real file system. Bytes read and written are counted for the current work item.</summary>
internal sealed class KeyFiles : IKeyFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // EAGAIN (EWOULDBLOCK) of flock: 11 on Linux, 35 on macOS and the BSDs. .NET passes the error number on as HResult.
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    public void CreatePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    public bool Exists(string path) => File.Exists(path);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public Stream OpenRead(string path) => MeteredStream.Over(
        new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan),
        WorkMeter.Current);

    public void WriteAtomically(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                write(MeteredStream.Over(stream, WorkMeter.Current));

                // Renaming before the bytes are on the disk could leave an empty file after a loss of power.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <remarks>
    /// The lock is the open file, not the existence of the file: the system releases the lock when the process dies, so no lock is ever stale. The
    /// file is not deleted, since deletion would let two processes lock two different files of the same name. The file is accessible only for this
    /// user, since the ability to open the file implies the ability to hold the lock.
    /// </remarks>
    public IDisposable? TryLock(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        try
        {
            var stream = FileLinks.Open(path, options);

            // A file created earlier, by any program, may be accessible for other users.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(stream.SafeFileHandle) != OwnerFile)
                File.SetUnixFileMode(stream.SafeFileHandle, OwnerFile);
            return stream;
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or BsdWouldBlock)
        {
            return null;
        }
    }
}
