using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>How finished proofs are kept for equal requests.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofCacheOptions>))]
public sealed class ProofCacheOptions
{
    /// <summary>The most proofs that are kept in memory; the one that was used longest ago goes first.</summary>
    /// <value>Default: 50. Zero keeps none.</value>
    public int Capacity { get; set; } = 50;

    /// <summary>How long a proof is kept after it was made, used or not.</summary>
    /// <value>Default: 1 hour. Longer than zero.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The distributed cache behind the memory.</summary>
    public DistributedProofCacheOptions Distributed { get; } = new();

    /// <summary>
    /// Keeps proofs in the <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/> of the services too, where other
    /// processes and later ones find them. Short for <see cref="Distributed"/>.
    /// </summary>
    /// <returns>These options.</returns>
    public ProofCacheOptions UseDistributed()
    {
        Distributed.IsEnabled = true;
        return this;
    }
}
