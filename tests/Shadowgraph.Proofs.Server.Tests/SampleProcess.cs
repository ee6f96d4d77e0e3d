using System.Diagnostics;
using Shadowgraph.Proofs.Tests;

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
        var start = Command(sample, folder, environment, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(
        string sample, string folder, Dictionary<string, string> environment, params string[] arguments) =>
        ProgramRun.RunAsync(Command(sample, folder, environment, arguments), Patience);

    private static ProcessStartInfo Command(string sample, string folder, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramRun.DotNet, [Checkout.Sample(sample), .. arguments]) { WorkingDirectory = folder };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }
}
