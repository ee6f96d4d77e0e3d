namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>
/// Small files as real tools write them, kept in Interop/Cases: a product of two as a plain circuit ("mult"), one without public signals
/// ("nopub"), and what other producers make of the same formats.
/// </summary>
internal static class CaseFiles
{
    private const string Prefix = "cases/";

    /// <summary>A file's content.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(CaseFiles).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no case {name}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Puts all of them in a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var resource in typeof(CaseFiles).Assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
                File.WriteAllBytes(Path.Combine(folder, resource[Prefix.Length..]), Read(resource[Prefix.Length..]));
        }
    }
}
