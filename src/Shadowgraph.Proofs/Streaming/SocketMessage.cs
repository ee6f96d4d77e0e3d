namespace Shadowgraph.Proofs.Streaming;

/// <summary>A message to a client.</summary>
/// <typeparam name="T">The type of the data.</typeparam>
internal sealed class SocketMessage<T>
{
    public required string Type { get; init; }

    public Guid? RequestId { get; init; }

    public string? Feed { get; init; }

    public T? Data { get; init; }
}
