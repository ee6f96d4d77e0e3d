using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests;

/// <summary>Runs programs to their end.</summary>
internal static class ProgramRun
{
    /// <summary>The .NET host that runs the tests.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs a program to its end; a program that takes longer than the given time is killed, with its children, and fails the test.</summary>
    /// <param name="start">The program. Output and errors are redirected by this method.</param>
    /// <param name="patience">The longest time.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo start, TimeSpan patience)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var end = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end in {patience}.\n{await output}\n{await errors}");
        }

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>As <see cref="RunAsync"/>, for callers that are not asynchronous.</summary>
    public static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo start, TimeSpan patience) =>
        RunAsync(start, patience).GetAwaiter().GetResult();
}
