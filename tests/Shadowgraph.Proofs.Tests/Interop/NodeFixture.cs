using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>Files that a script makes once, kept under tests/interop/.fixtures until the script or what it reads changes.</summary>
internal static class NodeFixture
{
    /// <summary>The folder with the files.</summary>
    /// <param name="script">The script; the folder to write to is its last argument.</param>
    /// <param name="sources">The folder in tests/interop with the circuits that it reads.</param>
    /// <param name="arguments">Its arguments before the folder.</param>
    public static string Make(string script, string sources, params string[] arguments)
    {
        var fixtures = Path.Combine(NodeScript.Folder, ".fixtures");
        var folder = Path.Combine(fixtures, Fingerprint(script, sources));
        if (Directory.Exists(folder)) return folder;

        Directory.CreateDirectory(fixtures);
        var unfinished = Path.Combine(fixtures, Path.GetRandomFileName());
        NodeScript.Run(script, [.. arguments, unfinished]);
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test process was faster.
            Directory.Delete(unfinished, recursive: true);
        }

        return folder;
    }

    private static string Fingerprint(string script, string sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files =
        [
            Path.Combine(NodeScript.Folder, script),
            Path.Combine(NodeScript.Folder, "package-lock.json"),
            .. Directory.GetFiles(Path.Combine(NodeScript.Folder, sources), "*.circom").Order(StringComparer.Ordinal),
        ];
        foreach (var file in files)
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
