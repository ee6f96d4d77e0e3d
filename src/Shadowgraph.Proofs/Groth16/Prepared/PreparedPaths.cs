namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>The names of the files beside a .zkey file.</summary>
internal static class PreparedPaths
{
    private const string TemporaryEnd = ".tmp";

    /// <summary>The prepared file of a .zkey file.</summary>
    public static string Of(string zkeyPath) => zkeyPath + ".prepared";

    /// <summary>The lock of the process that makes a prepared file.</summary>
    public static string LockOf(string preparedPath) => preparedPath + ".lock";

    /// <summary>A new name for a file that becomes the prepared file when complete.</summary>
    public static string NewTemporary(string preparedPath) => $"{preparedPath}.{Guid.NewGuid():N}{TemporaryEnd}";

    /// <summary>The temporary files of writers, of dead ones too.</summary>
    public static string[] Temporaries(string preparedPath)
    {
        var full = Path.GetFullPath(preparedPath);
        return Directory.GetFiles(Path.GetDirectoryName(full)!, $"{Path.GetFileName(full)}.*{TemporaryEnd}");
    }
}
