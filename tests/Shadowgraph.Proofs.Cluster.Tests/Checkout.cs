namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The checkout that the tests run in, and the build of the sample beside theirs.</summary>
internal static class Checkout
{
    /// <summary>The folder of Shadowgraph.Proofs.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The sample's program, built with the tests' configuration.</summary>
    public static string Program => ProgramOf("ProofCluster");

    /// <summary>The program of the proof server.</summary>
    public static string Server => ProgramOf("ProofServer");

    private static string ProgramOf(string sample)
    {
        // tests/NAME/bin/CONFIGURATION/FRAMEWORK/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, "samples", sample, "bin", output.Parent!.Name, output.Name, $"{sample}.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shadowgraph.Proofs.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from a checkout, below Shadowgraph.Proofs.sln.");
    }
}
