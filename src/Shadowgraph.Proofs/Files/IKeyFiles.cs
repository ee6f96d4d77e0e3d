namespace Shadowgraph.Proofs.Files;

/// <summary>
/// The file system operations of the key store. Failures are IOException or UnauthorizedAccessException, as thrown by the system.
/// </summary>
internal interface IKeyFiles
{
    /// <summary>Creates a directory and its parents, accessible only for this user.</summary>
    void CreatePrivateDirectory(string path);

    bool Exists(string path);

    bool DirectoryExists(string path);

    Stream OpenRead(string path);

    /// <summary>Writes a whole file atomically: a reader sees either the old or the new file, never a part.</summary>
    void WriteAtomically(string path, Action<Stream> write);

    /// <summary>Takes a lock that excludes other processes and ends with the process.</summary>
    /// <returns>A handle that releases the lock; null while another process holds the lock.</returns>
    IDisposable? TryLock(string path);
}
