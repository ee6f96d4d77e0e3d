namespace Shadowgraph.Proofs.Streaming;

/// <summary>A message of a topic, encoded once for all followers.</summary>
/// <param name="Json">The message; empty if nothing is to be sent.</param>
/// <param name="Kind">Whether further messages follow.</param>
internal readonly record struct TopicMessage(ReadOnlyMemory<byte> Json, TopicMessageKind Kind);

internal enum TopicMessageKind
{
    /// <summary>A state, replaced by a newer state.</summary>
    State,

    /// <summary>The last message, never left out.</summary>
    Last,

    /// <summary>The source has failed.</summary>
    Failed,
}
