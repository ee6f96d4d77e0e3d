using System.Diagnostics;
using System.Reflection;

namespace Shadowgraph.Proofs.Tests;

/// <summary>
/// Runs a static method of the tests in a process of its own: for what can only be seen of a whole process (memory, threads), which other
/// tests would disturb.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a static method without parameters to its end; an assertion that fails there fails here.</summary>
    /// <returns>The lines that it wrote on standard output.</returns>
    public static Task<IReadOnlyList<string>> RunAsync(Func<Task> method, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(method.Method, environment, []);

    /// <summary>Runs a static method with one text as its parameter.</summary>
    /// <inheritdoc cref="RunAsync(Func{Task}, IReadOnlyDictionary{string, string}?)"/>
    public static Task<IReadOnlyList<string>> RunAsync(
        Func<string, Task> method, string argument, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(method.Method, environment, [argument]);

    /// <summary>What the process runs: type, method and arguments.</summary>
    internal static async Task<int> MainAsync(string[] arguments)
    {
        if (arguments is not [var type, var name, .. var rest])
        {
            await Console.Error.WriteLineAsync("The tests are run by dotnet test; this entry is for processes that they start.");
            return 2;
        }

        var method = typeof(ChildProcess).Assembly.GetType(type, throwOnError: true)!
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        await (Task)method.Invoke(null, [.. rest])!;
        return 0;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(
        MethodInfo method, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        Assert.That(method.IsStatic, Is.True, "Only a static method has no state that its process would lack.");
#if TEST_PROGRAM
        Assert.Ignore("This program has the entry of a test run, not that of a process that tests start.");
#endif
        var start = new ProcessStartInfo(
            ProgramRun.DotNet, [typeof(ChildProcess).Assembly.Location, method.DeclaringType!.FullName!, method.Name, .. arguments]);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var (exitCode, output, errors) = await ProgramRun.RunAsync(start, Patience);
        TestContext.Out.Write(output);
        Assert.That(exitCode, Is.Zero, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
