using System.ComponentModel;
using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>
/// Runs the scripts of tests/interop, which compare with snarkjs, circom and other peers in Node. Without Node their tests are ignored;
/// with it, whatever goes wrong fails them.
/// </summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly Lazy<bool> IsNodeThere = new(FindNode);
    private static readonly Lazy<bool> ArePackagesThere = new(InstallPackages);

    /// <summary>tests/interop.</summary>
    public static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "interop");

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Its name in <see cref="Folder"/>.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>What it wrote on standard output.</returns>
    public static string Run(string script, params string[] arguments)
    {
        if (!IsNodeThere.Value) MissingPrograms.Ignore("Node.js", "Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm).");
        _ = ArePackagesThere.Value;
        return Execute("node", [Path.Combine(Folder, script), .. arguments]);
    }

    private static string Execute(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder };
        var (exitCode, output, errors) = ProgramRun.Run(start, Patience);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', start.ArgumentList)} ended with {exitCode}.\n{output}\n{errors}");
    }

    private static bool FindNode()
    {
        try
        {
            Execute("node", ["--version"]);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Installs the locked packages unless that was done; test processes that come at the same time wait for the first.</summary>
    private static bool InstallPackages()
    {
        var lockFile = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));
        var modules = Path.Combine(Folder, "node_modules");
        var installed = Path.Combine(modules, ".installed-lock.json");
        using var turn = WaitForTurn(Path.Combine(Folder, ".install.lock"));
        if (File.Exists(installed) && File.ReadAllText(installed) == lockFile) return true;

        Execute(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"]);
        File.WriteAllText(installed, lockFile);
        return true;
    }

    private static FileStream WaitForTurn(string path)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(200);
            }
        }
    }
}
