using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The attestations of a leaf as the store keeps them. Immutable.</summary>
/// <param name="Version">The sequence of the change that wrote them.</param>
/// <param name="Content">The attestations, sealed.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreAttestations>))]
public sealed record RegistryStoreAttestations(long Version, ReadOnlyMemory<byte> Content)
{
    /// <summary>The version only: a record would print what it holds.</summary>
    public override string ToString() => $"{nameof(RegistryStoreAttestations)} {{ Version = {Version} }}";
}
