namespace Shadowgraph.Proofs.Streaming;

/// <summary>What a client is sent.</summary>
/// <typeparam name="T">The form of its data.</typeparam>
internal sealed class SocketMessage<T>
{
    public required string Type { get; init; }

    public Guid? RequestId { get; init; }

    public string? Feed { get; init; }

    public T? Data { get; init; }
}
