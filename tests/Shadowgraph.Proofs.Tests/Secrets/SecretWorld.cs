using System.Globalization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Proving;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>A registry whose every secret is known, and requests about it that hide the score.</summary>
internal static class SecretWorld
{
    private static readonly IdentitySecret Identity = IdentitySecret.Create();
    private static readonly EvmAddress Hidden = ProvingWorld.AddressOf(0x5ec);
    private static readonly EvmAddress Named = ProvingWorld.AddressOf(0x5ed);
    private static readonly EvmAddress Expired = ProvingWorld.AddressOf(0x5ee);
    private static readonly Lazy<AttestationRegistry> Registry = new(Publish);
    private static readonly Lazy<PlantedSecrets> LazySecrets = new(Plant);

    public static DateTimeOffset Now => ProvingWorld.AsOf.AddMinutes(1);

    /// <summary>All that must not be seen.</summary>
    public static PlantedSecrets Secrets => LazySecrets.Value;

    /// <summary>The subject's secret, salts and a few more, as a careless text would show them.</summary>
    public static string Careless
    {
        get
        {
            var opening = Registry.Value.Open(Hidden);
            return $"secret {Identity.Value}, salt {opening.Salt}, score {opening.Fuse(ProvingWorld.AsOf).ScoreMillionths}";
        }
    }

    public static ProofRequest Threshold(int recipient = 0) => Request(Named, ProofStatement.Threshold(100_000), recipient);

    public static ProofRequest Anonymous(int recipient = 0) =>
        Request(Hidden, ProofStatement.Threshold(100_000).Anonymously(), recipient, Identity);

    public static ProofRequest TooHigh(int recipient = 0) => Request(Named, ProofStatement.Threshold(999_999), recipient);

    public static ProofRequest WithoutEvidence(int recipient = 0) => Request(Expired, ProofStatement.SetMembership(), recipient);

    public static ProofRequest WithTheWrongSecret(int recipient = 0) =>
        Request(Hidden, ProofStatement.SetMembership().Anonymously(), recipient, ProvingWorld.HiddenIdentity);

    private static ProofRequest Request(EvmAddress subject, ProofStatement statement, int recipient, IdentitySecret? identity = null) =>
        new(Registry.Value.Open(subject), statement)
        {
            Recipient = ProvingWorld.AddressOf(200 + recipient),
            Scope = ProvingWorld.Scope,
            AsOf = ProvingWorld.AsOf,
            MaxCircuitSize = CircuitSize.Small,
            Identity = identity,
            UserId = new("ann"),
        };

    private static PlantedSecrets Plant()
    {
        var secrets = new PlantedSecrets();
        secrets.Add("identity secret", Identity.Value);
        foreach (var request in new[] { Threshold(), Anonymous() })
        {
            var opening = request.Opening;
            var opinion = opening.Fuse(ProvingWorld.AsOf);
            secrets.AddScore(opinion.ScoreMillionths);
            Numbers(secrets, "opinion", opinion.Belief, opinion.Disbelief, opinion.Uncertainty);
            secrets.Add("salt", opening.Salt);
            secrets.Add("leaf", opening.Leaf);
            secrets.Add("evidence's hash", opening.Bundle.Hash.Evidence);
            secrets.Add("contexts' hash", opening.Bundle.Hash.Contexts);
            if (opening.Subject is null) secrets.Add("subject key", opening.SubjectKey);
            foreach (var attestation in AttestationsOf(Named).Concat(AttestationsOf(Hidden)))
            {
                var given = attestation.Opinion;
                Numbers(secrets, "attestation", given.Belief, given.Disbelief, given.Uncertainty, attestation.Weight);
            }

            secrets.AddWitness(
                "witness", new ProofJob(opening, request.Statement, request.Recipient, request.Scope, ProvingWorld.AsOf, request.Identity));
        }

        return secrets;
    }

    private static void Numbers(PlantedSecrets secrets, string name, params double[] values)
    {
        foreach (var value in values)
            secrets.Add(name, value.ToString(CultureInfo.InvariantCulture), value.ToString("0.######", CultureInfo.InvariantCulture));
    }

    private static AttestationRegistry Publish()
    {
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(Hidden, Identity.Commitment), AttestationsOf(Hidden));
        registry.Publish(Named, AttestationsOf(Named));
        registry.Publish(Expired, AttestationsOf(Expired).Select(each => each with { ExpiresAt = ProvingWorld.AsOf.AddSeconds(-1) }));
        return registry;
    }

    private static IEnumerable<Attestation> AttestationsOf(EvmAddress subject)
    {
        var random = new Random(subject == Named ? 11 : 12);
        for (var i = 0; i < 5; i++)
        {
            var uncertainty = 0.1 + 0.3 * random.NextDouble();
            var belief = (1 - uncertainty) * (0.5 + 0.3 * random.NextDouble());
            yield return new Attestation
            {
                Source = ProvingWorld.AddressOf(0x7000 + i),
                Target = subject,
                Opinion = new Opinion(belief, 1 - uncertainty - belief, uncertainty, 0.5),
                Weight = 0.2 + 0.7 * random.NextDouble(),
                Type = AttestationType.Trust,
                CreatedAt = ProvingWorld.AsOf.AddDays(-9),
            };
        }
    }
}
