namespace Shadowgraph.Proofs.Files;

/// <summary>Opens regular files, and refuses symbolic links.</summary>
internal static class FileLinks
{
    /// <summary>Whether a path is a symbolic link, with or without an existing target.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>
    /// Opens a file unless the path is a symbolic link. The check is made before opening, so that the target is not touched, and again afterwards,
    /// since the file may have been replaced in between.
    /// </summary>
    /// <exception cref="IOException">The path is a symbolic link.</exception>
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
