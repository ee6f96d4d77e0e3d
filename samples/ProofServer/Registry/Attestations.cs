using Shadowgraph.Proofs;
using Shadowgraph.Samples.Publisher;

namespace ProofServer.Registry;

/// <summary>The attestations of an opening, in a form that publishes to the same evidence again.</summary>
internal static class Attestations
{
    public static IReadOnlyList<Attestation> Of(EvmAddress account, RegistryOpening opening) =>
    [
        .. OpenedAttestation.From(opening).Select(opened => new Attestation
        {
            Source = opened.Source,
            Target = account,
            Opinion = opened.Opinion,
            Weight = opened.Weight,
            Type = Enum.Parse<AttestationType>(opened.Type, ignoreCase: true),
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(opened.CreatedAt),
            ExpiresAt = opened.ExpiresAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        }),
    ];
}
