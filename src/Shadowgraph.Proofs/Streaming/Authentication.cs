namespace Shadowgraph.Proofs.Streaming;

/// <summary>The first message of a client: never in the address, where logs would have it.</summary>
internal sealed class Authentication
{
    public required string Type { get; init; }

    public required string Token { get; init; }
}
