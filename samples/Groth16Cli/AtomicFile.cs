namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>Files that appear whole or not at all: written beside their place under another name, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes one file.</summary>
    public static void Write(string path, Action<Stream> write) => WriteAll((path, write));

    /// <summary>Writes several files; none appears before all are written.</summary>
    public static void WriteAll(params (string Path, Action<Stream> Write)[] files)
    {
        foreach (var (path, _) in files)
        {
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
                throw new IOException($"the folder in which '{path}' should be written does not exist.");
            if (Directory.Exists(path))
                throw new IOException($"'{path}' is a folder; name a file to write.");
        }

        var pending = new List<(string Temporary, string Path)>();
        try
        {
            foreach (var (path, write) in files)
            {
                var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
                pending.Add((temporary, path));
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            foreach (var (temporary, path) in pending)
                File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            foreach (var (temporary, _) in pending)
                File.Delete(temporary);
        }
    }
}
