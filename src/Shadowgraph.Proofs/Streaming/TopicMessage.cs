namespace Shadowgraph.Proofs.Streaming;

/// <summary>What a topic tells its followers, encoded once for all of them.</summary>
/// <param name="Json">The message; empty if there is nothing to send.</param>
/// <param name="Kind">Whether more will come.</param>
internal readonly record struct TopicMessage(ReadOnlyMemory<byte> Json, TopicMessageKind Kind);

internal enum TopicMessageKind
{
    /// <summary>A state, which a newer one replaces.</summary>
    State,

    /// <summary>The last message, which is never left out.</summary>
    Last,

    /// <summary>The source has failed.</summary>
    Failed,
}
