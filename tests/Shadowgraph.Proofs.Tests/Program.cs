namespace Shadowgraph.Proofs.Tests;

/// <summary>The entry of the processes that tests start: see <see cref="ChildProcess"/>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => ChildProcess.MainAsync(arguments);
}
