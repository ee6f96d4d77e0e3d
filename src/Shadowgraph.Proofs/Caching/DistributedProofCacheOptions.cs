using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>How finished proofs are kept in a distributed cache, behind this process's memory.</summary>
[JsonConverter(typeof(NoJsonConverter<DistributedProofCacheOptions>))]
public sealed class DistributedProofCacheOptions
{
    /// <summary>The longest <see cref="Timeout"/>.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The shortest <see cref="BreakDuration"/>.</summary>
    public static readonly TimeSpan MinBreakDuration = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest <see cref="BreakDuration"/>.</summary>
    public static readonly TimeSpan MaxBreakDuration = TimeSpan.FromDays(1);

    /// <summary>Whether there is a second level.</summary>
    /// <value>Default: false. See <see cref="ProofCacheOptions.UseDistributed"/>.</value>
    public bool IsEnabled { get; set; }

    /// <summary>How long a call may take; then the request goes on without its answer.</summary>
    /// <value>Default: 0.5 seconds. Longer than zero, at most <see cref="MaxTimeout"/>.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long no call is made after most of the last ones failed.</summary>
    /// <value>Default: 30 seconds. From <see cref="MinBreakDuration"/> to <see cref="MaxBreakDuration"/>.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
