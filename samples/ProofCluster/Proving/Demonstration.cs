using System.Security.Cryptography;
using Shadowgraph.Proofs;

namespace ProofCluster.Proving;

/// <summary>Requests about a made-up subject, to try a cluster out. Each is made out to another recipient, so that none is answered from a cache.</summary>
internal sealed class Demonstration
{
    private const ulong FirstAttester = 0x5eed_0000_0000_0001;

    private static readonly DateTimeOffset AttestedAt = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    /// <summary>Publishes the attestations about the subject.</summary>
    /// <param name="attestations">How many.</param>
    public Demonstration(int attestations = 8)
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [.. Enumerable.Range(0, attestations).Select(i => Attest((ulong)i))]);
        Opening = registry.Open(Subject);
    }

    /// <summary>The subject.</summary>
    public static EvmAddress Subject { get; } = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");

    /// <summary>The first attester.</summary>
    public static EvmAddress Attester { get; } = Account(FirstAttester);

    /// <summary>The opening that all requests are about.</summary>
    public RegistryOpening Opening { get; }

    /// <summary>A request of a user.</summary>
    public ProofRequest Request(ProofUserId user, EvmAddress? recipient = null, Guid? key = null, TimeSpan? timeout = null) =>
        new(Opening, ProofStatement.Threshold(100_000))
        {
            Id = key,
            UserId = user,
            Recipient = recipient ?? new EvmAddress(RandomNumberGenerator.GetBytes(EvmAddress.Size)),
            Timeout = timeout,
        };

    private static Attestation Attest(ulong number) => new()
    {
        Source = Account(FirstAttester + number),
        Target = Subject,
        Opinion = new Opinion(0.8, 0.1, 0.1, 0.5),
        Weight = 1,
        Type = AttestationType.Trust,
        CreatedAt = AttestedAt,
    };

    private static EvmAddress Account(ulong number) => EvmAddress.Parse($"0x{number:x40}");
}
