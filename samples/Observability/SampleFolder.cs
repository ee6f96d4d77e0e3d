namespace Observability;

/// <summary>A folder for keys and audit files that goes with the program.</summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shadowgraph-observability-");

    public string Keys => Path.Combine(_folder.FullName, "keys");

    public string Audit => Path.Combine(_folder.FullName, "audit");

    public void Dispose() => _folder.Delete(recursive: true);
}
