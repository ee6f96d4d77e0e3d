namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The checkout that the tests run in. A build for continuous integration names its sources by other paths, so they do not tell.</summary>
internal static class Checkout
{
    /// <summary>The folder of Shadowgraph.Proofs.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Tests => Path.Combine(Root, "tests", "Shadowgraph.Proofs.Server.Tests");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shadowgraph.Proofs.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from a checkout, below Shadowgraph.Proofs.sln.");
    }
}
