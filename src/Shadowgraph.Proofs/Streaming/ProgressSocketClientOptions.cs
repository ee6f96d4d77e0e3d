using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The options for reconnecting. Each property is validated when set.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketClientOptions>))]
public sealed class ProgressSocketClientOptions
{
    /// <summary>The number of consecutive failed connections, including the first, before the client gives up. A received message counts as
    /// success.</summary>
    /// <value>Default: 5. At least 1.</value>
    public int MaxTries
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 5;

    /// <summary>The delay after the first failure, doubled by each further failure. Up to half of the delay is subtracted at random.</summary>
    /// <value>Default: 1 s. From 1 ms to an hour.</value>
    public TimeSpan Delay { get; init => field = Within(value); } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum delay.</summary>
    /// <value>Default: 30 s. From 1 ms to an hour.</value>
    public TimeSpan MaxDelay { get; init => field = Within(value); } = TimeSpan.FromSeconds(30);

    private static TimeSpan Within(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1));
        return value;
    }
}
