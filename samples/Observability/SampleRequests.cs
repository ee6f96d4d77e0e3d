using Shadowgraph.Proofs;

namespace Observability;

/// <summary>Requests with different results: a proof, the same proof from the cache, and a false statement.</summary>
internal static class SampleRequests
{
    private static readonly EvmAddress Subject = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
    private static readonly EvmAddress Wallet = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");

    public static async Task RunAsync(IProofPipeline pipeline)
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [Attestation()]);
        var opening = registry.Open(Subject);

        await AskAsync(pipeline, Request(opening, ProofStatement.Threshold(500_000), "alice"));
        await AskAsync(pipeline, Request(opening, ProofStatement.Threshold(500_000), "bob"));
        await AskAsync(pipeline, Request(opening, ProofStatement.Threshold(990_000), "carol"));
    }

    private static async Task AskAsync(IProofPipeline pipeline, ProofRequest request)
    {
        try
        {
            var result = await pipeline.ProveAsync(request);
            Console.WriteLine($"{request.UserId}: {result.State}{(result.IsFromCache ? " from the cache" : "")}");
        }
        catch (ProofErrorException e)
        {
            Console.WriteLine($"{request.UserId}: {e.Error.Type}");
        }
    }

    private static ProofRequest Request(RegistryOpening opening, ProofStatement statement, string user) => new(opening, statement)
    {
        Recipient = Wallet,
        UserId = new ProofUserId(user),
    };

    private static Attestation Attestation() => new()
    {
        Source = EvmAddress.Parse("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"),
        Target = Subject,
        Opinion = new Opinion(0.8, 0.1, 0.1, 0.5),
        Weight = 1,
        Type = AttestationType.Trust,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_600),
    };
}
