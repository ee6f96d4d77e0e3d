namespace Shadowgraph.Proofs.Streaming;

/// <summary>A message of a client: subscribe or unsubscribe, to a request or a feed.</summary>
internal sealed class SocketCommand
{
    public required string Type { get; init; }

    public Guid? RequestId { get; init; }

    public string? Feed { get; init; }
}
