using System.Diagnostics;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The page's bundle that is committed is the one that its sources give.</summary>
[TestFixture]
public sealed class BundleTests
{
    [Test]
    public async Task Bundle_BuiltAnew_IsTheOneThatIsCommitted()
    {
        if (!IsThere("node") || !IsThere("npm")) Assert.Ignore("There is no Node on this machine. Install the packages nodejs and npm.");
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

    private static bool IsThere(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task RunAsync(string folder, string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', args)}: {await output}{await error}");
    }
}
