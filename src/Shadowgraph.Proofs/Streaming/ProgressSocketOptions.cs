using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The limits of a socket server. Each property is validated when set.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketOptions>))]
public sealed class ProgressSocketOptions
{
    /// <summary>The maximum number of concurrent subscriptions of a socket, to requests and feeds; a further subscription is answered with an
    /// error.</summary>
    /// <value>Default: 100. At least 1.</value>
    public int MaxSubscriptions
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>The maximum size of a client message in bytes; a longer message closes the socket with 1009.</summary>
    /// <value>Default: 4 096. From 128 to 1 MiB.</value>
    public int MaxMessageBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 128);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1 << 20);
            field = value;
        }
    } = 4096;

    /// <summary>
    /// The maximum burst of client messages; a tenth of the burst is granted per second. Exceeding the limit closes the socket with 1008.
    /// </summary>
    /// <value>Default: 200. At least 1.</value>
    public int MessageBurst
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 200;

    /// <summary>The minimum time between two progress messages of a request. Reports in between are skipped, except the end.</summary>
    /// <value>Default: 100 ms. From zero to a minute.</value>
    public TimeSpan ProgressInterval { get; init => field = Within(value, TimeSpan.Zero, TimeSpan.FromMinutes(1)); } =
        TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Progress messages and feed states per second, over all sockets of a server. Above this rate every socket receives updates less often; the
    /// first state and the end of a request are never delayed. The limit bounds the processor time spent on sockets, independent of their number.
    /// </summary>
    /// <value>Default: 2 000. From 1 to 1 000 000.</value>
    public int MaxUpdatesPerSecond
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000);
            field = value;
        }
    } = 2000;

    /// <summary>The time limit for sending a message; after a timeout the socket is aborted.</summary>
    /// <value>Default: 10 s. From 10 ms to an hour.</value>
    public TimeSpan SendTimeout { get; init => field = Within(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)); } =
        TimeSpan.FromSeconds(10);

    /// <summary>The time limit for the peer's answer to a close; after a timeout the socket is aborted.</summary>
    /// <value>Default: 2 s. From 10 ms to an hour.</value>
    public TimeSpan CloseTimeout { get; init => field = Within(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)); } =
        TimeSpan.FromSeconds(2);

    private static TimeSpan Within(TimeSpan value, TimeSpan least, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
