using System.Collections.Concurrent;
using Airdrop;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>A registry of the chain's accounts, a prover with development keys of all circuits, and proofs that several tests look at.</summary>
internal static class ChainWorld
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<ReputationProof>>> Proofs = new();
    private static readonly Lazy<Task<IReadOnlyDictionary<CircuitSize, VerifyingKey>>> LazyKeys = new(LoadAsync);
    private static readonly Lazy<Community> LazyCommunity = new(Publish);

    /// <summary>The time of every proof that does not say otherwise.</summary>
    public static DateTimeOffset AsOf { get; } = new(2027, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The time at which claims are made.</summary>
    public static long Now { get; } = AsOf.AddMinutes(10).ToUnixTimeSeconds();

    /// <summary>anvil's accounts, whose keys it holds: of the mnemonic "test test ... junk".</summary>
    public static EvmAddress Owner { get; } = EvmAddress.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

    /// <summary>A subject of 40 attestations.</summary>
    public static EvmAddress Ada { get; } = EvmAddress.Parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    /// <summary>A subject of 150 attestations: three links of the small circuit.</summary>
    public static EvmAddress Grace { get; } = EvmAddress.Parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");

    /// <summary>A hidden subject of 30 attestations.</summary>
    public static EvmAddress Hidden { get; } = EvmAddress.Parse("0x90F79bf6EB2c4f870365E785982E1f101E93b906");

    /// <summary>A hidden subject of 80 attestations: two links of the small circuit.</summary>
    public static EvmAddress HiddenLong { get; } = EvmAddress.Parse("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65");

    /// <summary>Nobody in the registry.</summary>
    public static EvmAddress Stranger { get; } = EvmAddress.Parse("0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc");

    public static IdentitySecret Secret { get; } = IdentitySecret.Create();

    public static IdentitySecret SecretLong { get; } = IdentitySecret.Create();

    public static AttestationRegistry Registry => LazyCommunity.Value.Registry;

    public static ProvingKeyStore KeyStore { get; } = new(
        new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys(Path.Combine(AppContext.BaseDirectory, "dev-keys")));

    public static ReputationProver Prover { get; } = new(KeyStore);

    /// <summary>The verification key of each circuit.</summary>
    public static Task<IReadOnlyDictionary<CircuitSize, VerifyingKey>> KeysAsync() => LazyKeys.Value;

    /// <summary>A proof that is made once in a test run.</summary>
    public static Task<ReputationProof> ProveAsync(
        ProofScope scope, EvmAddress subject, ProofStatement statement, EvmAddress recipient, CircuitSize size = CircuitSize.Small,
        DateTimeOffset? asOf = null) => Proofs.GetOrAdd(
            $"{scope.ToFr()} {subject} {statement} {recipient} {size} {asOf}",
            _ => new(() => ProveAsync(Registry.Open(subject), scope, statement, recipient, size, asOf))).Value;

    /// <summary>A proof from an opening.</summary>
    public static async Task<ReputationProof> ProveAsync(
        RegistryOpening opening, ProofScope scope, ProofStatement statement, EvmAddress recipient, CircuitSize size, DateTimeOffset? asOf = null)
    {
        var secret = statement.IsAnonymous ? opening.AttestationCount == 30 ? Secret : SecretLong : null;
        var job = new ProofJob(opening, statement, recipient, scope, asOf ?? AsOf, secret);
        return (await Prover.ProveAsync(job, new ProofPlan(size, opening.AttestationCount))).Proof;
    }

    /// <summary>A verifier of the keys.</summary>
    public static async Task<ReputationVerifier> VerifierAsync()
    {
        var keys = await KeysAsync();
        return new ReputationVerifier(keys, keys.ToDictionary(key => key.Key, key => key.Value.Hash));
    }

    private static async Task<IReadOnlyDictionary<CircuitSize, VerifyingKey>> LoadAsync()
    {
        var keys = new Dictionary<CircuitSize, VerifyingKey>();
        foreach (var size in Enum.GetValues<CircuitSize>()) keys[size] = (await KeyStore.GetAsync(size)).VerifyingKey;
        return keys;
    }

    private static Community Publish()
    {
        var community = new Community(AsOf);
        community.Publish(Ada, 40);
        community.Publish(Grace, 150);
        community.Publish(Hidden, 30, Secret);
        community.Publish(HiddenLong, 80, SecretLong);
        return community;
    }
}
