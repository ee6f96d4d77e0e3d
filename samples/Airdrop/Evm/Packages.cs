using System.Diagnostics;

namespace Airdrop.Evm;

/// <summary>The sample's folder, and its npm packages, solc and anvil, which are installed on first use.</summary>
internal static class Packages
{
    private static readonly Lazy<bool> Installed = new(Install);

    /// <summary>samples/Airdrop.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The program anvil.</summary>
    /// <exception cref="PlatformNotSupportedException">There is none for this platform.</exception>
    public static string Anvil
    {
        get
        {
            _ = Installed.Value;
            var program = Path.Combine(Folder, "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
            return File.Exists(program)
                ? program
                : throw new PlatformNotSupportedException("The sample has anvil for Linux on x64 only. Run the sample on such a machine.");
        }
    }

    /// <summary>Runs a script of the folder with Node.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="input">The script's standard input.</param>
    /// <returns>The script's standard output.</returns>
    public static string RunNode(string script, string input)
    {
        _ = Installed.Value;
        return Run("node", [Path.Combine(Folder, script)], input);
    }

    private static bool Install()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
            Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], "");
        return true;
    }

    private static string Run(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.\n{errors.Result}");
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shadowgraph.Proofs.sln"))) folder = folder.Parent;
        return folder is null
            ? throw new InvalidOperationException("The sample runs from a checkout, below Shadowgraph.Proofs.sln.")
            : Path.Combine(folder.FullName, "samples", "Airdrop");
    }
}
