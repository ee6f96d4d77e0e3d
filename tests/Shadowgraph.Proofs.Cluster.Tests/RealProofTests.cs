using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The real prover, with development keys.</summary>
[TestFixture]
public sealed class RealProofTests
{
    [Test]
    public async Task KilledSilo_WithTheRealProver_ItsProofsAreMadeByTheOther_AndVerify()
    {
        var key = await MakeKeyAsync();
        await using var world = await ClusterWorld.StartAsync("real", "--ProofCluster:MaxConcurrency=1");
        var front = await world.FrontAsync();
        var made = Enumerable.Range(0, 6).Select(_ => Requests.Make(world)).ToArray();
        var proving = made.Select(each => front.Cluster.ProveAsync(each.Request)).ToArray();
        await Wait.UntilAsync(() => made.All(each => world.CountOf(each.Id, "begun") > 0));

        world.Silos[1]!.Kill();

        var results = await Task.WhenAll(proving).WaitAsync(Wait.Patience);
        var verifier = new ReputationVerifier(
            new Dictionary<CircuitSize, VerifyingKey> { [CircuitSize.Small] = key },
            new Dictionary<CircuitSize, string> { [CircuitSize.Small] = key.Hash });
        foreach (var (result, (request, id)) in results.Zip(made))
        {
            Assert.That(result.State, Is.EqualTo(ProofState.Completed));
            Assert.That(result.RequestId, Is.EqualTo(id));
            var verification = verifier.Verify(result.Proof!, new ProofExpectation
            {
                AcceptedRoots = [request.Opening.Root],
                Scope = ProofScope.None,
                Recipient = request.Recipient,
                Mode = ProofMode.Disclosed,
                Bounds = ScoreBounds.AtLeast(100_000),
                AllowDevelopmentKeys = true,
            });
            Assert.That(verification.IsValid, Is.True, string.Join(' ', verification.Failures));
        }

        Requests.AssertEndedOnce(world, made.Select(each => each.Id));
    }

    /// <summary>Made once, before both silos want it at the same time.</summary>
    public static async Task<VerifyingKey> MakeKeyAsync()
    {
        var options = new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys(ClusterWorld.DevelopmentKeys);
        return (await new ProvingKeyStore(options).GetAsync(CircuitSize.Small)).VerifyingKey;
    }
}
