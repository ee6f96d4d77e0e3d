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
    public static string Folder { get; } = FindFolder();

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
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(Patience);
        if (!ended) process.Kill(entireProcessTree: true);
        if (!ended || process.ExitCode != 0)
        {
            var end = ended ? $"ended with {process.ExitCode}" : "did not end";
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', start.ArgumentList)} {end}.\n{output.Result}\n{errors.Result}");
        }

        return output.Result;
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

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shadowgraph.Proofs.sln")))
            folder = folder.Parent;
        return folder is null
            ? throw new InvalidOperationException("The interoperability tests run from a checkout, below Shadowgraph.Proofs.sln.")
            : Path.Combine(folder.FullName, "tests", "interop");
    }
}
