namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A registry of many small subjects and a few long ones, and requests about them. Made once, when first asked for.</summary>
internal static class PipelineWorld
{
    /// <summary>Subjects with two or three attestations each, numbered from 0.</summary>
    public const int SubjectCount = 300;

    private static readonly Lazy<RegistryOpening[]> Small = new(OpenSmall);
    private static readonly Lazy<AttestationRegistry> Registry = new(Publish);
    private static readonly Lazy<RegistryOpening> LazyPopular = new(() => Registry.Value.Open(AddressOf(1_000_000)));
    private static readonly Lazy<RegistryOpening> LazyHidden = new(() => Registry.Value.Open(AddressOf(1_000_001)));
    private static readonly Lazy<RegistryOpening> LazyExpired = new(() => Registry.Value.Open(AddressOf(1_000_002)));

    /// <summary>The time at which tests begin. A full hour, so that rounding down changes nothing.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static EvmAddress Recipient { get; } = AddressOf(2_000_000);

    public static ProofScope Scope { get; } = new(11_155_111, AddressOf(2_000_001), "people", "airdrop");

    /// <summary>A subject with 300 attestations: one link of the large circuit, two of the medium one, five of the small one.</summary>
    public static RegistryOpening Popular => LazyPopular.Value;

    public static IdentitySecret HiddenIdentity { get; } = IdentitySecret.Create();

    /// <summary>A hidden subject with three attestations.</summary>
    public static RegistryOpening Hidden => LazyHidden.Value;

    /// <summary>A subject whose attestations have all expired.</summary>
    public static RegistryOpening Expired => LazyExpired.Value;

    /// <summary>The opening of a subject with two or three attestations.</summary>
    /// <param name="subject">0 to <see cref="SubjectCount"/> - 1.</param>
    public static RegistryOpening Opening(int subject) => Small.Value[subject];

    /// <summary>
    /// A request about a small subject, 0 to <see cref="SubjectCount"/> - 1. Two with the same subject and recipient number are equal,
    /// others are not.
    /// </summary>
    public static ProofRequest Request(
        int subject = 0,
        int recipient = 0,
        ProofPriority priority = ProofPriority.Normal,
        ProofUserId user = default,
        TimeSpan? timeout = null,
        TimeSpan? queueTimeout = null,
        Guid? id = null) =>
        new(Opening(subject), ProofStatement.Exact())
        {
            Recipient = AddressOf(2_000_000 + recipient),
            Scope = Scope,
            AsOf = Now,
            Priority = priority,
            UserId = user,
            Id = id,
            Timeout = timeout,
            QueueTimeout = queueTimeout,
        };

    /// <summary>A request about the subject with 300 attestations.</summary>
    public static ProofRequest LargeRequest(ProofPriority priority = ProofPriority.Normal) => new(Popular, ProofStatement.Exact())
    {
        Recipient = Recipient,
        Scope = Scope,
        AsOf = Now,
        Priority = priority,
    };

    /// <summary>The job that a request stands for.</summary>
    public static ProofJob Job(ProofRequest request) =>
        new(request.Opening, request.Statement, request.Recipient, request.Scope, request.AsOf ?? Now, request.Identity);

    public static EvmAddress AddressOf(int number) => EvmAddress.Parse($"0x{number:x40}");

    private static RegistryOpening[] OpenSmall() =>
        [.. Enumerable.Range(0, SubjectCount).Select(i => Registry.Value.Open(AddressOf(1 + i)))];

    private static AttestationRegistry Publish()
    {
        var registry = new AttestationRegistry();
        for (var i = 0; i < SubjectCount; i++) registry.Publish(AddressOf(1 + i), Attestations(AddressOf(1 + i), 2 + i % 2));
        registry.Publish(AddressOf(1_000_000), Attestations(AddressOf(1_000_000), 300));
        registry.Publish(
            RegistrySubject.Hidden(AddressOf(1_000_001), HiddenIdentity.Commitment), Attestations(AddressOf(1_000_001), 3));
        registry.Publish(AddressOf(1_000_002), Attestations(AddressOf(1_000_002), 3, Now.AddSeconds(-1)));
        return registry;
    }

    private static IEnumerable<Attestation> Attestations(EvmAddress subject, int count, DateTimeOffset? expiry = null)
    {
        var random = new Random(count);
        for (var i = 0; i < count; i++)
        {
            var uncertainty = 0.1 + 0.4 * random.NextDouble();
            var belief = (1 - uncertainty) * (0.6 + 0.3 * random.NextDouble());
            yield return new Attestation
            {
                Source = AddressOf(3_000_000 + i),
                Target = subject,
                Opinion = new Opinion(belief, 1 - uncertainty - belief, uncertainty, 0.5),
                Weight = 0.25 + 0.75 * random.NextDouble(),
                Type = AttestationType.Trust,
                CreatedAt = Now.AddDays(-30),
                ExpiresAt = expiry,
            };
        }
    }
}
