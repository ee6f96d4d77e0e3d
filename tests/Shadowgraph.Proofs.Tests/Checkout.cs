namespace Shadowgraph.Proofs.Tests;

/// <summary>
/// The checkout that the tests run in. A build for continuous integration names its sources by other paths, so the checkout is found from the tests' own
/// place.
/// </summary>
internal static class Checkout
{
    /// <summary>The folder of Shadowgraph.Proofs.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program of a sample, built with the tests' configuration.</summary>
    /// <param name="name">The sample's folder in samples/, and name.</param>
    public static string Sample(string name)
    {
        // tests/NAME/bin/CONFIGURATION/FRAMEWORK
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Root, "samples", name, "bin", output.Parent!.Name, output.Name, $"{name}.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shadowgraph.Proofs.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from a checkout, below Shadowgraph.Proofs.sln.");
    }
}
