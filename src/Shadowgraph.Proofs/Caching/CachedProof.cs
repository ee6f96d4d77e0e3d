using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>A proof from a cache. Only the proof is cached: the opinion behind the proof is confidential.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="IsTrusted">
/// Whether the proof was verified by this process and has stayed in its memory. An untrusted proof is verified again before use.
/// </param>
[JsonConverter(typeof(NoJsonConverter<CachedProof>))]
public readonly record struct CachedProof(ReputationProof Proof, bool IsTrusted)
{
    /// <summary>The remaining lifetime.</summary>
    /// <value>Default: null, the cache decides.</value>
    public TimeSpan? Lifetime { get; init; }
}
