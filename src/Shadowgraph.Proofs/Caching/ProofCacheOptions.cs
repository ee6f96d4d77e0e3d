using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>The options of the cache of finished proofs, for equal requests.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofCacheOptions>))]
public sealed class ProofCacheOptions
{
    /// <summary>The maximum number of proofs in memory; the least recently used proof is evicted first.</summary>
    /// <value>Default: 50. Zero disables the memory cache.</value>
    public int Capacity { get; set; } = 50;

    /// <summary>The lifetime of a proof from its creation, independent of use.</summary>
    /// <value>Default: 1 hour. Longer than zero.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The distributed cache, the second level behind the memory.</summary>
    public DistributedProofCacheOptions Distributed { get; } = new();

    /// <summary>
    /// Also stores proofs in the <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/> of the services, for concurrent and later
    /// processes. A shorthand for <see cref="Distributed"/>.
    /// </summary>
    /// <returns>These options.</returns>
    public ProofCacheOptions UseDistributed()
    {
        Distributed.IsEnabled = true;
        return this;
    }
}
