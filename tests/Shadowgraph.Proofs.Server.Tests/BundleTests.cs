using System.Diagnostics;
using Shadowgraph.Proofs.Tests;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The page's bundle that is committed is the one that its sources give.</summary>
[TestFixture]
public sealed class BundleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public async Task Bundle_BuiltAnew_IsTheOneThatIsCommitted()
    {
        if (!InstalledPrograms.Has("node") || !InstalledPrograms.Has("npm")) Assert.Ignore("There is no Node on this machine. Install the packages nodejs and npm.");
        var web = Path.Combine(Checkout.Root, "samples/ProofServer/web");
        var made = Directory.CreateTempSubdirectory("page-").FullName;
        try
        {
            if (!Directory.Exists(Path.Combine(web, "node_modules/esbuild"))) await RunAsync(web, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            await RunAsync(web, "npx", "tsc", "--noEmit");
            await RunAsync(web, "node", "build.mjs", made);

            var committed = Path.Combine(web, "../page");
            Assert.That(Names(made), Is.EqualTo(Names(committed)));
            foreach (var name in Names(made))
            {
                Assert.That(
                    File.ReadAllText(Path.Combine(committed, name)), Is.EqualTo(File.ReadAllText(Path.Combine(made, name))),
                    $"{name} is not up to date: run npm run build in samples/ProofServer/web.");
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static async Task RunAsync(string folder, string program, params string[] args)
    {
        var (exitCode, output, errors) = await ProgramRun.RunAsync(new ProcessStartInfo(program, args) { WorkingDirectory = folder }, Patience);
        Assert.That(exitCode, Is.Zero, $"{program} {string.Join(' ', args)}: {output}{errors}");
    }
}
