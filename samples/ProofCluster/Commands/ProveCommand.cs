using ProofCluster.Proving;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>prove and submit.</summary>
internal static class ProveCommand
{
    public static async Task<int> RunAsync(string[] words, bool follows)
    {
        var arguments = new Arguments(words, "user", "recipient", "threshold", "key", "out");
        var request = RequestOf(arguments);
        await using var front = await FrontProcess.StartAsync(words);
        var id = await front.Cluster.SubmitAsync(request);
        Console.WriteLine($"ACCEPTED {id:N}");
        if (!follows) return 0;
        await foreach (var progress in front.Cluster.WatchAsync(request.UserId, id)) RequestCommands.Print(progress);
        return RequestCommands.Print(await front.Cluster.WaitAsync(request.UserId, id), arguments["out"]);
    }

    private static ProofRequest RequestOf(Arguments arguments)
    {
        var key = arguments["key"] is { } text ? Guid.TryParse(text, out var id) ? id : throw new UsageException("--key must be a GUID.") : (Guid?)null;
        var recipient = arguments.Address("recipient");
        if (arguments.Operands is not [var path]) return new Demonstration().Request(arguments.User, recipient, key);
        var threshold = arguments.Number("threshold", 0, 0, ScoreBounds.HighestScore);
        return new ProofRequest(RegistryOpening.FromJson(File.ReadAllBytes(path)), ProofStatement.Threshold(threshold))
        {
            Id = key,
            UserId = arguments.User,
            Recipient = recipient ?? throw new UsageException("--recipient=ADDRESS is missing: the account that the proof is made out to."),
        };
    }
}
