using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>The built command line program, run as its users run it; a published one if GROTH16_CLI names its file.</summary>
internal static class Groth16CliProcess
{
    private static readonly TimeSpan Patience = Wait.Patience;
    private static readonly string? Published = Environment.GetEnvironmentVariable("GROTH16_CLI");

    /// <summary>Whether it was published with ReadyToRun: a program that needs the runtime, not one file.</summary>
    public static bool IsReadyToRun => Published is not null && File.Exists(Published + ".dll");

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => RunToEnd(Command(arguments));

    /// <summary>Runs it, and fails the test unless it succeeds.</summary>
    public static (int ExitCode, string Output, string Errors) Succeed(params string[] arguments)
    {
        var result = Run(arguments);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        return result;
    }

    /// <summary>Runs it, and fails the test unless it fails as it should: with a reason.</summary>
    public static (int ExitCode, string Output, string Errors) Fail(params string[] arguments)
    {
        var result = Run(arguments);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Output + result.Errors);
        Assert.That(result.Errors, Is.Not.Empty);
        Assert.That(result.Errors, Does.Not.Contain("   at "), "a stack trace");
        return result;
    }

    /// <summary>Runs it in a POSIX shell.</summary>
    /// <param name="script">The shell's command, in which "$@" is the program with its arguments.</param>
    /// <param name="arguments">The program's arguments.</param>
    public static (int ExitCode, string Output, string Errors) RunInShell(string script, params string[] arguments) =>
        RunToEnd(["sh", "-c", script, "sh", .. Command(arguments)]);

    /// <summary>Runs another program that a test needs, to its end.</summary>
    /// <returns>Whether it succeeded.</returns>
    public static bool TryRun(params string[] command) => RunToEnd(command).ExitCode == 0;

    /// <summary>Starts it, its output and errors redirected.</summary>
    public static Process Start(params string[] arguments) => StartCommand(Command(arguments));

    private static string[] Command(string[] arguments) =>
        Published is null ? ["dotnet", Checkout.Sample("Groth16Cli"), .. arguments] : [Published, .. arguments];

    private static Process StartCommand(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static (int ExitCode, string Output, string Errors) RunToEnd(string[] command) =>
        ProgramRun.Run(new ProcessStartInfo(command[0], command[1..]), Patience);
}
