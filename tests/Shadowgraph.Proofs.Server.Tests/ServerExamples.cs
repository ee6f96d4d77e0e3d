using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The code that docs/server.md shows.</summary>
internal static class ServerExamples
{
    public static async Task WatchAsync(Uri address, string token, Guid requestId, TextWriter output)
    {
        // region watch
        var client = new ProgressSocketClient(ProgressSocketClient.Connect(address, _ => Task.FromResult(token))); // wss://proofs.example/ws
        await foreach (var update in client.WatchAsync(requestId)) output.WriteLine($"{update.Kind} {update.Progress?.Percent}");
        // endregion
    }
}
