using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>TLS between silos and fronts, with certificates on both sides.</summary>
[TestFixture]
public sealed class TlsTests
{
    [Test]
    public async Task Silos_TakeCertificatesOfTheirAuthorityOnly()
    {
        var folder = Directory.CreateTempSubdirectory("proof-cluster-tls-").FullName;
        try
        {
            using var authority = new AuthorityOfTest(Path.Combine(folder, "own"));
            using var stranger = new AuthorityOfTest(Path.Combine(folder, "strange"));
            await using var world = await ClusterWorld.StartAsync("noop", authority.Issue("process"));
            var front = await world.FrontAsync();
            await Requests.CompleteAsync(front, await Requests.SubmitAsync(world, front, 6));

            // A front without the authority's certificate gets no further than the handshake, while another that is started later is served.
            using var strange = world.Run("submit", ["--user=mallory", .. stranger.Issue("stranger")]);
            using var known = world.Run("submit", ["--user=alice", .. authority.Issue("front")]);
            await known.LineAsync("ACCEPTED");
            Assert.That(strange.Output, Does.Not.Contain("ACCEPTED"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
