using Shadowgraph.Proofs;
using Shadowgraph.Samples.Publisher;

namespace ProofServer.Registry;

/// <summary>The attestations of an opening, as their publisher would publish them again: to the same evidence.</summary>
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
