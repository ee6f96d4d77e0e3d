namespace Shadowgraph.Proofs.Tests;

/// <summary>The programs of this machine.</summary>
internal static class InstalledPrograms
{
    /// <summary>Whether a folder of PATH has a program.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
