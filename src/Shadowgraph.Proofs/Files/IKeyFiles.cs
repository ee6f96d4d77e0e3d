namespace Shadowgraph.Proofs.Files;

/// <summary>
/// What the key store needs of a file system. Failures are IOException or UnauthorizedAccessException, as the system gives them.
/// </summary>
internal interface IKeyFiles
{
    /// <summary>Creates a directory, and those above it, for this user alone.</summary>
    void CreatePrivateDirectory(string path);

    bool Exists(string path);

    bool DirectoryExists(string path);

    Stream OpenRead(string path);

    /// <summary>Writes a whole file so that a reader sees the old one or the new one, never a part.</summary>
    void WriteAtomically(string path, Action<Stream> write);

    /// <summary>Takes a lock that other processes respect and that ends with the process.</summary>
    /// <returns>What releases it, or null while another holds it.</returns>
    IDisposable? TryLock(string path);
}
