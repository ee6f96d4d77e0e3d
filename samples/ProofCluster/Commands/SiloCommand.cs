using ProofCluster.Hosting;

namespace ProofCluster.Commands;

/// <summary>silo: proves until the process is stopped.</summary>
internal static class SiloCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        using var host = SiloHost.Create(arguments.Words);
        await host.StartAsync();
        Console.WriteLine($"READY {Environment.ProcessId}");
        await host.WaitForShutdownAsync();
        return 0;
    }
}
