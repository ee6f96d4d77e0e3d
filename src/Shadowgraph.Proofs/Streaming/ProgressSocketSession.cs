using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Makes the states of a feed as they change, each a JSON value in UTF-8. States that come faster than they are read are left out.</summary>
/// <param name="cancellationToken">Ends the reading.</param>
public delegate IAsyncEnumerable<ReadOnlyMemory<byte>> ProgressFeed(CancellationToken cancellationToken);

/// <summary>Whom a socket belongs to, as the host has authenticated, and what else than requests can be followed on it.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketSession>))]
public sealed class ProgressSocketSession
{
    /// <summary>A session of a user.</summary>
    /// <param name="user">Whose requests the socket may follow. Required.</param>
    /// <exception cref="ArgumentException">There is no user.</exception>
    public ProgressSocketSession(ProofUserId user)
    {
        if (user.IsNone)
            throw new ArgumentException("A socket follows the requests of its user alone: authenticate it first, and give the user's id.", nameof(user));
        User = user;
    }

    /// <summary>Whose requests the socket may follow; another user's are answered as unknown ones are.</summary>
    public ProofUserId User { get; }

    /// <summary>When the user's credentials expire: the socket is closed with 1008 then.</summary>
    /// <value>Default: null, never.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// Feeds of the host's by their names, which the client subscribes to with {"type":"subscribe","feed":"name"}. Sessions that are given the
    /// same function share its states: it is read once for all of them.
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
