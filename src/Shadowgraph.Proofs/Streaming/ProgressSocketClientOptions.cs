using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>How a client connects again. Each property is checked when it is set.</summary>
[JsonConverter(typeof(NoJsonConverter<ProgressSocketClientOptions>))]
public sealed class ProgressSocketClientOptions
{
    /// <summary>Connections in a row that may fail, the first one included, before the client gives up. A message that arrives counts as success.</summary>
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

    /// <summary>The pause after the first failure; each further one doubles it. Up to half of it is taken off at random.</summary>
    /// <value>Default: 1 s. From 1 ms to an hour.</value>
    public TimeSpan Delay { get; init => field = Within(value); } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    /// <value>Default: 30 s. From 1 ms to an hour.</value>
    public TimeSpan MaxDelay { get; init => field = Within(value); } = TimeSpan.FromSeconds(30);

    private static TimeSpan Within(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1));
        return value;
    }
}
