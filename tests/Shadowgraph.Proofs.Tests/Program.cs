using Shadowgraph.Proofs.Tests.Secrets;

namespace Shadowgraph.Proofs.Tests;

/// <summary>What a test runs in a process of its own, as it concerns the whole of a process: see <see cref="ChildProcess"/>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [MemoryScan.Command, var rounds]:
                await MemoryScan.RunAsync(int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
                return 0;
            default:
                await Console.Error.WriteLineAsync("The tests are run by dotnet test; this entry is for processes that they start.");
                return 2;
        }
    }
}
