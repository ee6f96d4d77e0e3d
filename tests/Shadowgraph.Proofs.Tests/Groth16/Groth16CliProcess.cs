using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>The built command line program, run as its users run it; a published one if GROTH16_CLI names its file.</summary>
internal static class Groth16CliProcess
{
    private static readonly TimeSpan Patience = Wait.Patience;
    private static readonly string? Published = Environment.GetEnvironmentVariable("GROTH16_CLI");

    private static string Built
    {
        get
        {
            // bin/<configuration>/net10.0, in the tests as in the sample.
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var root = output.Parent!.Parent!.Parent!.Parent!.Parent!;
            return Path.Combine(root.FullName, "samples", "Groth16Cli", "bin", output.Parent!.Name, output.Name, "Groth16Cli.dll");
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"'{string.Join(' ', arguments)}' did not end in {Patience}.");
        }

        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo(Published ?? "dotnet", Published is null ? [Built, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
