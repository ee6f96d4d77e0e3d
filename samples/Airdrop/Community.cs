using Shadowgraph.Proofs;

namespace Airdrop;

/// <summary>A registry of the node's accounts, with made-up attestations.</summary>
internal sealed class Community(DateTimeOffset now)
{
    public AttestationRegistry Registry { get; } = new();

    /// <summary>Publishes attestations about an account.</summary>
    /// <param name="subject">The account; hidden if an identity is given.</param>
    /// <param name="attesters">How many say something.</param>
    /// <param name="identity">The secret of a hidden subject.</param>
    public void Publish(EvmAddress subject, int attesters, IdentitySecret? identity = null)
    {
        var random = new Random(attesters);
        var attestations = Enumerable.Range(0, attesters).Select(attester => Attest(attester, subject, random)).ToArray();
        if (identity is null) Registry.Publish(subject, attestations);
        else Registry.Publish(RegistrySubject.Hidden(subject, identity.Commitment), attestations);
    }

    private Attestation Attest(int attester, EvmAddress subject, Random random)
    {
        var uncertainty = 0.05 + (0.4 * random.NextDouble());
        var belief = (1 - uncertainty) * (0.7 + (0.2 * random.NextDouble()));
        return new Attestation
        {
            Source = EvmAddress.Parse($"0x{1_000 + attester:x40}"),
            Target = subject,
            Opinion = new Opinion(belief, 1 - uncertainty - belief, uncertainty, 0.5),
            Weight = 1,
            Type = AttestationType.Trust,
            CreatedAt = now.AddDays(-30),
        };
    }
}
