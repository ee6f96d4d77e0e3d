namespace Shadowgraph.Proofs.Streaming;

/// <summary>A socket's subscription to a request or a feed.</summary>
/// <param name="key">The request's id or the feed's name.</param>
/// <param name="outbox">The socket's outbox; its lock guards the mutable state of the subscription.</param>
internal sealed class Subscription(object key, Outbox outbox)
{
    public object Key => key;

    /// <summary>The topic; set when the topic accepts the subscription.</summary>
    public Topic? Topic { get; set; }

    /// <summary>The newest unsent message; null if all are sent.</summary>
    public TopicMessage? Unsent { get; set; }

    /// <summary>Whether the subscription waits in the outbox.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Whether further messages are refused: the last message was posted, or the client has unsubscribed.</summary>
    public bool IsOver { get; set; }

    /// <summary>Posts a message; an unsent older message is replaced.</summary>
    public void Post(TopicMessage message) => outbox.Post(this, message);
}
