using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// An attestation of the Ethereum Attestation Service (https://docs.attest.org) as stated by a record: an off-chain attestation with its signature,
/// or a row of the GraphQL export. Signatures are not checked: import from a source that has verified the signatures. Immutable.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<EasAttestation>))]
public sealed record EasAttestation
{
    /// <summary>The attester: the signer of an off-chain attestation.</summary>
    public required EvmAddress Attester { get; init; }

    /// <summary>The subject.</summary>
    public required EvmAddress Recipient { get; init; }

    /// <summary>The schema's UID: 0x and 64 hexadecimal digits in lower case; empty if the record states none.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The creation time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The expiry; null for never, encoded as 0 in records.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>Whether the attestation was revoked. The reader skips revoked attestations.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The ABI-encoded data; empty if the record states none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The decoded data of a GraphQL record, by field name: numbers in decimal, all other values as text; empty without decoded
    /// data.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The type name only: the contents of an attestation are confidential.</summary>
    public override string ToString() => nameof(EasAttestation);
}
