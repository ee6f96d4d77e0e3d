using System.Diagnostics;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Runs a program of samples/ in a process.</summary>
internal static class SampleProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="sample">The folder in samples/.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Variables in addition to the variables of the tests.</param>
    /// <param name="arguments">The command line.</param>
    public static Process Start(string sample, string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        // tests/NAME/bin/CONFIGURATION/FRAMEWORK/
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Checkout.Root, "samples", sample, "bin", output.Parent!.Name, output.Name, $"{sample}.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string sample, string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(sample, folder, environment, arguments);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
