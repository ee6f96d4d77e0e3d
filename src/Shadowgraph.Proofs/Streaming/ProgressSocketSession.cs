using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Yields the successive states of a feed, each a JSON value in UTF-8. A slow reader misses intermediate states.</summary>
/// <param name="cancellationToken">Ends the reading.</param>
public delegate IAsyncEnumerable<ReadOnlyMemory<byte>> ProgressFeed(CancellationToken cancellationToken);

/// <summary>The session of a socket: the user, authenticated by the host, and further feeds available on the socket.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketSession>))]
public sealed class ProgressSocketSession
{
    /// <summary>Creates a session of a user.</summary>
    /// <param name="user">The user; the socket may follow only requests of this user. Required.</param>
    /// <exception cref="ArgumentException">The user is empty.</exception>
    public ProgressSocketSession(ProofUserId user)
    {
        if (user.IsNone)
            throw new ArgumentException("A socket follows the requests of its user alone: authenticate it first, and give the user's id.", nameof(user));
        User = user;
    }

    /// <summary>The user, with access to the user's own requests; requests of another user are answered like unknown requests.</summary>
    public ProofUserId User { get; }

    /// <summary>The expiry of the user's credentials, at which the socket is closed with 1008.</summary>
    /// <value>Default: null, never.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// Feeds of the host by name; a client subscribes with {"type":"subscribe","feed":"name"}. A delegate that several sessions share is read
    /// once for all of these sessions.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, ProgressFeed> Feeds
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new Dictionary<string, ProgressFeed>();
}
