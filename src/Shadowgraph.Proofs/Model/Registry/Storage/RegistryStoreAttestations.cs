using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The attestations of a leaf in the form of the store. Immutable.</summary>
/// <param name="Version">The sequence of the change that wrote the attestations.</param>
/// <param name="Content">The attestations, sealed.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreAttestations>))]
public sealed record RegistryStoreAttestations(long Version, ReadOnlyMemory<byte> Content)
{
    /// <summary>The version only: the default text of a record would print the contents.</summary>
    public override string ToString() => $"{nameof(RegistryStoreAttestations)} {{ Version = {Version} }}";
}
