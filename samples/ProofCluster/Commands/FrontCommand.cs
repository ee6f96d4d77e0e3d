using ProofCluster.Http;

namespace ProofCluster.Commands;

/// <summary>front: takes requests over HTTP until the process is stopped.</summary>
internal static class FrontCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var app = HttpFront.Create(arguments.Words);
        await app.StartAsync();
        Console.WriteLine($"READY {Environment.ProcessId} {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
