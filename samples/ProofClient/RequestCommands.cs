using System.Globalization;
using System.Text.Json;
using Shadowgraph.Proofs.Streaming;

namespace ProofClient;

/// <summary>Requests proved by the server. Any device with the id and a token of the same user can follow a request.</summary>
internal static class RequestCommands
{
    public static async Task SubmitAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        if (options.IsAnonymous) throw new UsageException("an anonymous proof is made with 'prove': a request would send the secret to the server.");
        JsonElement? bounds = options.Bounds is not { } known ? null : options.Type == "threshold"
            ? JsonSerializer.SerializeToElement(new ThresholdBody(known.Minimum), ClientJson.Default.ThresholdBody)
            : JsonSerializer.SerializeToElement(new BoundsBody(known.Minimum, known.Maximum), ClientJson.Default.BoundsBody);
        var body = new RequestBody(options.Type, options.Recipient.ToString(), new ScopeBody(options.Campaign), bounds);
        var answer = await server.PostAsync("/api/proof/submit", JsonSerializer.SerializeToUtf8Bytes(body, ClientJson.Default.RequestBody), cancellationToken);
        Console.WriteLine(JsonSerializer.Deserialize(answer, ClientJson.Default.SubmittedAnswer)!.RequestId);
    }

    public static async Task WatchAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        await foreach (var update in server.WatchAsync(options.Id, cancellationToken))
        {
            switch (update.Kind)
            {
                case ProgressUpdateKind.Progress:
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{update.Progress!.Percent:0.0} % {update.Progress.Stage}"));
                    break;
                case ProgressUpdateKind.Completed:
                    Console.WriteLine($"completed {update.Hash}");
                    break;
                case ProgressUpdateKind.Unknown:
                    throw new RefusedException("the server knows no such request of this user's (any more).");
                default:
                    throw new RefusedException($"the request has {(update.Kind == ProgressUpdateKind.Cancelled ? "been cancelled" : "failed")}: {update.Error?.Message}");
            }
        }
    }

    public static async Task ResultAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        var answer = await server.GetAsync($"/api/proof/status/{options.Id}", cancellationToken);
        var status = JsonSerializer.Deserialize(answer, ClientJson.Default.StatusAnswer)!;
        if (status.Result?.Error is { } error) throw new RefusedException($"the request has no proof: {error.Message} {error.Advice}");
        Console.WriteLine(status.Result?.Proof?.GetRawText() ?? throw new RefusedException($"the request is {status.State}, and has no proof yet. Watch the request."));
    }

    public static async Task CancelAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        await server.PostAsync($"/api/proof/cancel/{options.Id}", [], cancellationToken);
        Console.WriteLine("cancelled");
    }
}
