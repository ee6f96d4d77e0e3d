using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Caching;

/// <summary>A proof from a cache. Nothing but the proof is kept: the opinion behind it belongs to its owner.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="IsTrusted">
/// Whether it was verified by this process and has not left it since. One that is not is verified again before anybody gets it.
/// </param>
[JsonConverter(typeof(NoJsonConverter<CachedProof>))]
public readonly record struct CachedProof(ReputationProof Proof, bool IsTrusted)
{
    /// <summary>How much longer it may be kept.</summary>
    /// <value>Default: null, which means that it is for the cache to know.</value>
    public TimeSpan? Lifetime { get; init; }
}
