using System.Text;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>What lies in the store and in the logs after requests have gone through.</summary>
[TestFixture]
public sealed class SecretsTests
{
    [Test]
    public async Task StoreAndLogs_HoldNothingOfRequestOrResult()
    {
        await using var world = await ClusterWorld.StartAsync("noop", "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Orleans=Warning");
        var front = await world.FrontAsync();
        using var identity = IdentitySecret.Create();
        var secrets = new List<byte[]>();
        foreach (var request in new[] { Named(world), Hidden(identity), Unprovable(world) })
        {
            secrets.AddRange(SecretForms.Of(request));
            var result = await front.Cluster.ProveAsync(request);
            if (result.Proof is not { } proof) continue;
            secrets.AddRange(SecretForms.In(proof.ToJson()));
        }

        var bytes = new byte[IdentitySecret.Size];
        identity.Export(bytes);
        secrets.AddRange(SecretForms.Of(bytes));

        var everything = new byte[][] { await world.Redis.DumpAsync(), Encoding.UTF8.GetBytes(string.Join('\n', world.AllOutput)) };

        Assert.That(secrets, Has.Count.GreaterThan(100), "There is something to look for.");
        Assert.That(everything[0], Has.Length.GreaterThan(10_000), "The store holds the requests.");
        foreach (var place in everything) SecretForms.AssertAbsent(secrets, place);
    }

    private static ProofRequest Named(ClusterWorld world) => world.Demonstration.Request(new ProofUserId("a-user-by-this-name"));

    private static ProofRequest Unprovable(ClusterWorld world)
    {
        var request = Named(world);
        return new ProofRequest(request.Opening, ProofStatement.Threshold(999_999)) { UserId = request.UserId, Recipient = request.Recipient };
    }

    private static ProofRequest Hidden(IdentitySecret identity)
    {
        var account = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(account, identity.Commitment),
        [
            new Attestation
            {
                Source = ProofCluster.Proving.Demonstration.Attester,
                Target = account,
                Opinion = new Opinion(0.7, 0.1, 0.2, 0.5),
                Weight = 1,
                Type = AttestationType.Trust,
                CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_600),
            },
        ]);
        return new ProofRequest(registry.Open(account), ProofStatement.SetMembership().Anonymously())
        {
            UserId = new ProofUserId("a-user-by-this-name"),
            Recipient = EvmAddress.Parse("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"),
            Identity = identity,
        };
    }
}
