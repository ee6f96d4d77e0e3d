using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>
/// A registry of a few subjects, a prover with real keys, and proofs that several tests look at. Keys and proofs are made once, when first
/// asked for; keys stay in the output directory.
/// </summary>
internal static class ProvingWorld
{
    /// <summary>Attestations of the subject that needs three links of the small circuit.</summary>
    public const int LongCount = 150;

    private static readonly Lazy<AttestationRegistry> LazyRegistry = new(Publish);
    private static readonly ConcurrentDictionary<string, Lazy<Task<ProverResult>>> Proofs = new();

    public static DateTimeOffset AsOf { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static EvmAddress Named { get; } = AddressOf(1);

    public static EvmAddress Hidden { get; } = AddressOf(2);

    public static EvmAddress Long { get; } = AddressOf(3);

    public static EvmAddress OtherLong { get; } = AddressOf(4);

    public static EvmAddress HiddenLong { get; } = AddressOf(5);

    public static EvmAddress Expired { get; } = AddressOf(6);

    public static EvmAddress Popular { get; } = AddressOf(7);

    public static IdentitySecret HiddenIdentity { get; } = IdentitySecret.Create();

    public static IdentitySecret HiddenLongIdentity { get; } = IdentitySecret.Create();

    public static EvmAddress Recipient { get; } = AddressOf(100);

    public static ProofScope Scope { get; } = new(11_155_111, AddressOf(101), "people", "airdrop");

    public static AttestationRegistry People => LazyRegistry.Value;

    public static ProvingKeyStore KeyStore { get; } =
        new(new ProvingKeyStoreOptions { EnvironmentName = "Development" }
            .UseDevelopmentKeys(Path.Combine(AppContext.BaseDirectory, "dev-keys")));

    public static ReputationProver Prover { get; } = new(KeyStore);

    public static ProofJob Job(EvmAddress subject, ProofStatement statement, DateTimeOffset? asOf = null) =>
        new(People.Open(subject), statement, Recipient, Scope, asOf ?? AsOf, IdentityOf(subject, statement));

    public static Task<ProverResult> ProveAsync(ProofJob job, CircuitSize largest = CircuitSize.Small) =>
        Prover.ProveAsync(job, Prover.Plan(job, largest));

    /// <summary>A proof that is made once in a test run.</summary>
    public static Task<ProverResult> SharedAsync(EvmAddress subject, ProofStatement statement, CircuitSize largest = CircuitSize.Small) =>
        Proofs.GetOrAdd($"{subject} {statement} {largest}", _ => new(() => ProveAsync(Job(subject, statement), largest))).Value;

    /// <summary>A valid proof of three links.</summary>
    public static async Task<ReputationProof> ChainAsync() => (await SharedAsync(Long, ProofStatement.Exact())).Proof;

    /// <summary>The first links of a proof that is never finished.</summary>
    public static async Task<ReputationProofLink[]> FirstLinksAsync(EvmAddress subject, DateTimeOffset asOf, int count)
    {
        var job = Job(subject, ProofStatement.SetMembership(), asOf);
        var plan = Prover.Plan(job, CircuitSize.Small);
        using var cutter = new LinkCutter(ProofClaim.Check(job, plan), plan);
        var links = new ReputationProofLink[count];
        for (var i = 0; i < count; i++) links[i] = await ProveLinkAsync(cutter.Next());
        return links;
    }

    /// <summary>Whatever the circuit accepts as a link, proved.</summary>
    public static async Task<ReputationProofLink> ProveLinkAsync(ReputationLinkWitness link)
    {
        var circuit = ReputationCircuits.Get(CircuitSize.Small);
        using var inputs = link.ToInputs(CircuitSize.Small);
        using var witness = circuit.Solve(inputs);
        var key = await KeyStore.GetAsync(CircuitSize.Small);
        return new ReputationProofLink(new Groth16Prover(key).Prove(witness), witness.PublicSignals(circuit.R1cs));
    }

    public static async Task<ReputationVerifier> VerifierAsync(DateTimeOffset? now = null, CircuitSize size = CircuitSize.Small)
    {
        var key = await KeyStore.GetAsync(size);
        return ReputationVerifier.Trusting(size, key.VerifyingKey, new FixedClock(now ?? AsOf.AddMinutes(10)));
    }

    public static ProofExpectation Expect(ProofMode mode = ProofMode.Disclosed) => new()
    {
        AcceptedRoots = [People.Root],
        Scope = Scope,
        Recipient = Recipient,
        Mode = mode,
        Bounds = ScoreBounds.Any,
        AllowDevelopmentKeys = true,
    };

    public static EvmAddress AddressOf(int number) => EvmAddress.Parse($"0x{number:x40}");

    private static IdentitySecret? IdentityOf(EvmAddress subject, ProofStatement statement) =>
        !statement.IsAnonymous ? null : subject == Hidden ? HiddenIdentity : HiddenLongIdentity;

    private static AttestationRegistry Publish()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Named, Attestations(Named, 40));
        registry.Publish(RegistrySubject.Hidden(Hidden, HiddenIdentity.Commitment), Attestations(Hidden, 30));
        registry.Publish(Long, Attestations(Long, LongCount));
        registry.Publish(OtherLong, Attestations(OtherLong, LongCount));
        registry.Publish(RegistrySubject.Hidden(HiddenLong, HiddenLongIdentity.Commitment), Attestations(HiddenLong, 80));
        registry.Publish(Expired, Attestations(Expired, 5, AsOf));
        registry.Publish(Popular, Attestations(Popular, 300));
        return registry;
    }

    private static IEnumerable<Attestation> Attestations(EvmAddress subject, int count, DateTimeOffset? expiry = null)
    {
        var random = new Random(subject.GetHashCode() & 0xff);
        for (var i = 0; i < count; i++)
        {
            var uncertainty = 0.05 + 0.5 * random.NextDouble();
            var belief = (1 - uncertainty) * (0.6 + 0.3 * random.NextDouble());
            yield return new Attestation
            {
                Source = AddressOf(1000 + i),
                Target = subject,
                Opinion = new Opinion(belief, 1 - uncertainty - belief, uncertainty, 0.5),
                Weight = 0.25 + 0.75 * random.NextDouble(),
                Type = AttestationType.Trust,
                CreatedAt = AsOf.AddDays(-30),
                ExpiresAt = expiry ?? (i % 7 == 3 ? AsOf.AddSeconds(-1) : i % 3 == 0 ? null : AsOf.AddYears(1)),
            };
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
