namespace Shadowgraph.Proofs.Files;

/// <summary>Files that must be what their names say, and not symbolic links to others.</summary>
internal static class FileLinks
{
    /// <summary>Whether a path is a symbolic link, to whatever and whether that is there or not.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>
    /// Opens a file unless it is a symbolic link. It is looked at before, so that nothing of the target is touched, and after, as it may
    /// have been replaced meanwhile.
    /// </summary>
    /// <exception cref="IOException">It is one.</exception>
    public static FileStream Open(string path, FileStreamOptions options)
    {
        Require(path);
        var stream = new FileStream(path, options);
        try
        {
            Require(path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void Require(string path)
    {
        if (IsLink(path)) throw new IOException($"{path} is a symbolic link, and is not followed. Remove it.");
    }
}
