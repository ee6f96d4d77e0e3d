using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>How sockets are served. Each property is checked when it is set.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketOptions>))]
public sealed class ProgressSocketOptions
{
    /// <summary>Requests and feeds that one socket may follow at a time; one more is answered with an error.</summary>
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

    /// <summary>The most bytes of a message from the client; a longer one closes the socket with 1009.</summary>
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
    /// Messages that a client may send at once; a tenth of them are granted anew each second. One that sends more is closed with 1008.
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

    /// <summary>The least time between two progress messages of a request. Reports in between are left out; the end is not.</summary>
    /// <value>Default: 100 ms. From zero to a minute.</value>
    public TimeSpan ProgressInterval { get; init => field = Within(value, TimeSpan.Zero, TimeSpan.FromMinutes(1)); } =
        TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Progress messages and states of feeds a second, over all sockets of a server. With more to tell, everybody is told less often; the first
    /// state and the end of a request are never late. What sockets cost the machine follows from it, and not from their number.
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

    /// <summary>How long a message may take to go out before the socket counts as dead and is aborted.</summary>
    /// <value>Default: 10 s. From 10 ms to an hour.</value>
    public TimeSpan SendTimeout { get; init => field = Within(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)); } =
        TimeSpan.FromSeconds(10);

    /// <summary>How long the other side may take to answer a close before the socket is aborted.</summary>
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
