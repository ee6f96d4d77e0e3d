namespace Shadowgraph.Proofs.Streaming;

/// <summary>What a client sends: subscribe or unsubscribe, to a request or a feed.</summary>
internal sealed class SocketCommand
{
    public required string Type { get; init; }

    public Guid? RequestId { get; init; }

    public string? Feed { get; init; }
}
