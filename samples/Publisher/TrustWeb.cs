using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>The web of trust around a subject: its strongest attesters, the attesters' attesters, and the links between them.</summary>
/// <param name="Subject">The subject in the middle.</param>
/// <param name="Score">The subject's score at the requested time; null if no attestation is active.</param>
/// <param name="AttestationCount">The number of the subject's attestations; only the strongest are shown.</param>
/// <param name="Attesters">The strongest first.</param>
/// <param name="Links">Attestations among those that are shown.</param>
internal sealed record TrustWeb(
    EvmAddress Subject, double? Score, int AttestationCount, IReadOnlyList<TrustWeb.Attester> Attesters, IReadOnlyList<TrustWeb.Link> Links)
{
    /// <summary>An attester.</summary>
    /// <param name="Account">The attester's account.</param>
    /// <param name="Strength">Weighted evidence for less against.</param>
    /// <param name="IsActive">Whether the attestation has not expired.</param>
    /// <param name="Type">The type of the attestation.</param>
    /// <param name="Received">The number of attestations about the attester.</param>
    /// <param name="Behind">The strongest attesters of the attester, except those shown elsewhere.</param>
    internal sealed record Attester(
        EvmAddress Account, double Strength, bool IsActive, string Type, int Received, IReadOnlyList<Attester> Behind);

    /// <summary>An attestation of one shown attester by another.</summary>
    internal sealed record Link(EvmAddress From, EvmAddress To, double Strength, bool IsActive);

    private const int BehindEach = 3;

    /// <summary>Opens the leaves around a subject.</summary>
    public static async Task<TrustWeb> ReadAsync(
        AttestationRegistry registry, EvmAddress subject, DateTimeOffset asOf, int most, CancellationToken cancellationToken)
    {
        var opening = await registry.OpenAsync(subject, cancellationToken);
        var all = OpenedAttestation.From(opening);
        var shown = Strongest(all, most);
        var places = shown.Select(attestation => attestation.Source).Append(subject).ToHashSet();
        var attesters = new List<Attester>();
        var links = new List<Link>();
        foreach (var attestation in shown)
        {
            var received = await FindAsync(registry, attestation.Source, cancellationToken);
            links.AddRange(received.Where(other => places.Contains(other.Source))
                .Select(other => new Link(other.Source, attestation.Source, other.Strength, IsActive(other, asOf))));
            var behind = Strongest(received.Where(other => !places.Contains(other.Source)), BehindEach)
                .Select(other => new Attester(other.Source, other.Strength, IsActive(other, asOf), other.Type, 0, []));
            attesters.Add(new(attestation.Source, attestation.Strength, IsActive(attestation, asOf), attestation.Type, received.Count, [.. behind]));
        }

        return new(subject, ScoreOf(opening, asOf), all.Count, attesters, links);
    }

    private static OpenedAttestation[] Strongest(IEnumerable<OpenedAttestation> attestations, int most) =>
        [.. attestations.OrderByDescending(attestation => Math.Abs(attestation.Strength)).ThenBy(attestation => attestation.Source).Take(most)];

    private static bool IsActive(OpenedAttestation attestation, DateTimeOffset asOf) =>
        attestation.ExpiresAt is not { } expires || expires > asOf.ToUnixTimeSeconds();

    private static async Task<IReadOnlyList<OpenedAttestation>> FindAsync(AttestationRegistry registry, EvmAddress account, CancellationToken cancellationToken)
    {
        try
        {
            return OpenedAttestation.From(await registry.OpenAsync(account, cancellationToken));
        }
        catch (KeyNotFoundException)
        {
            return [];
        }
    }

    private static double? ScoreOf(RegistryOpening opening, DateTimeOffset asOf)
    {
        try
        {
            return opening.Fuse(asOf).ScoreMillionths / 1e6;
        }
        catch (InsufficientEvidenceException)
        {
            return null;
        }
    }
}
