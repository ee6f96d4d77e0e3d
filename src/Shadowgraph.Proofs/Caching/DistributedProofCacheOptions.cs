using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>The options of the distributed cache, the second level behind the memory of this process.</summary>
[JsonConverter(typeof(NoJsonConverter<DistributedProofCacheOptions>))]
public sealed class DistributedProofCacheOptions
{
    /// <summary>The maximum of <see cref="Timeout"/>.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The minimum of <see cref="BreakDuration"/>.</summary>
    public static readonly TimeSpan MinBreakDuration = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum of <see cref="BreakDuration"/>.</summary>
    public static readonly TimeSpan MaxBreakDuration = TimeSpan.FromDays(1);

    /// <summary>Whether the second level is used.</summary>
    /// <value>Default: false. See <see cref="ProofCacheOptions.UseDistributed"/>.</value>
    public bool IsEnabled { get; set; }

    /// <summary>The time limit of a call; after a timeout the request continues without the cache.</summary>
    /// <value>Default: 0.5 seconds. Longer than zero, at most <see cref="MaxTimeout"/>.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The time without calls after most of the recent calls failed.</summary>
    /// <value>Default: 30 seconds. From <see cref="MinBreakDuration"/> to <see cref="MaxBreakDuration"/>.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
