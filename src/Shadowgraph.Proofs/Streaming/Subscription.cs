namespace Shadowgraph.Proofs.Streaming;

/// <summary>What one socket follows: a request or a feed.</summary>
/// <param name="key">The request's id or the feed's name.</param>
/// <param name="outbox">Of the socket. Its lock guards what changes here.</param>
internal sealed class Subscription(object key, Outbox outbox)
{
    public object Key => key;

    /// <summary>Set by the topic that takes it.</summary>
    public Topic? Topic { get; set; }

    /// <summary>The newest message that was not sent; null if there is none.</summary>
    public TopicMessage? Unsent { get; set; }

    /// <summary>Whether it is in the outbox's line.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Whether nothing more is taken: the last message came, or the client has unsubscribed.</summary>
    public bool IsOver { get; set; }

    /// <summary>Takes a message in place of one that was not sent yet.</summary>
    public void Post(TopicMessage message) => outbox.Post(this, message);
}
