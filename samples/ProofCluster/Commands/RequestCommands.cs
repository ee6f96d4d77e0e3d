using System.Globalization;
using ProofCluster.Contract;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>find, watch, cancel and forget.</summary>
internal static class RequestCommands
{
    public static async Task<int> FindAsync(Arguments arguments)
    {
        var (user, id) = (arguments.User, arguments.Id);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        var phase = await front.Cluster.FindAsync(user, id);
        if (phase <= RequestPhase.Accepted)
        {
            Console.WriteLine(phase);
            return phase == RequestPhase.Unknown ? 1 : 0;
        }

        return Print(await front.Cluster.FindResultAsync(user, id), arguments["out"]);
    }

    public static async Task<int> WatchAsync(Arguments arguments)
    {
        var (user, id) = (arguments.User, arguments.Id);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        ProofProgress? last = null;
        await foreach (var progress in front.Cluster.WatchAsync(user, id)) Print(last = progress);
        if (last is null) Console.WriteLine(RequestPhase.Unknown);
        return last?.State == ProofState.Completed ? 0 : 1;
    }

    public static async Task<int> CancelAsync(Arguments arguments)
    {
        var (user, id) = (arguments.User, arguments.Id);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        var isCancelled = await front.Cluster.CancelAsync(user, id);
        Console.WriteLine(isCancelled ? "Cancelled" : "Unknown, or ended before");
        return isCancelled ? 0 : 1;
    }

    public static async Task<int> ForgetAsync(Arguments arguments)
    {
        var (user, id) = (arguments.User, arguments.Id);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        await front.Cluster.ForgetAsync(user, id);
        return 0;
    }

    public static void Print(ProofProgress progress) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"PROGRESS {progress.Sequence:x} {progress.Percent:0} {progress.State} {progress.Description}"));

    /// <summary>Prints an end, without the score, and writes a proof to the given file, if any.</summary>
    public static int Print(ProofResult? result, string? path)
    {
        if (result is null)
        {
            Console.WriteLine(RequestPhase.Unknown);
            return 1;
        }

        Console.WriteLine(result.Error is { } error ? $"{result.State} {error}" : result.State);
        if (result.Proof is not { } proof) return 1;
        if (path is not null) File.WriteAllBytes(path, proof.ToJson());
        return 0;
    }
}
