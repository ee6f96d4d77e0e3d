namespace Shadowgraph.Proofs.Streaming;

/// <summary>The first message of a client. Credentials are never part of the URL, which logs would contain.</summary>
internal sealed class Authentication
{
    public required string Type { get; init; }

    public required string Token { get; init; }
}
