using ProofCluster.Commands;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Requests of a test, known by their ids before they are submitted.</summary>
internal static class Requests
{
    /// <summary>A made-up request of alice with a key of its own, and the id that it will have.</summary>
    public static (ProofRequest Request, Guid Id) Make(ClusterWorld world, EvmAddress? recipient = null)
    {
        var key = Guid.NewGuid();
        return (world.Demonstration.Request(ClusterWorld.Alice, recipient, key), world.Owner.IdOf(ClusterWorld.Alice, key));
    }

    /// <summary>Submits made-up requests, one after the other.</summary>
    public static async Task<Guid[]> SubmitAsync(ClusterWorld world, FrontProcess front, int count)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++) ids[i] = await front.Cluster.SubmitAsync(world.Demonstration.Request(ClusterWorld.Alice));
        return ids;
    }

    /// <summary>Waits for all ends.</summary>
    public static async Task<ProofResult[]> WaitAsync(FrontProcess front, IEnumerable<Guid> ids)
    {
        var results = await Task.WhenAll(ids.Select(id => front.Cluster.WaitAsync(ClusterWorld.Alice, id))).WaitAsync(Wait.Patience);
        Assert.That(results, Has.All.Not.Null, "No accepted request may be unknown.");
        return [.. results.Select(result => result!)];
    }

    /// <summary>Waits for all ends, and demands proofs.</summary>
    public static async Task CompleteAsync(FrontProcess front, IEnumerable<Guid> ids) =>
        Assert.That((await WaitAsync(front, ids)).Select(result => result.State), Has.All.EqualTo(ProofState.Completed));

    /// <summary>Demands that no end was stored twice.</summary>
    public static void AssertEndedOnce(ClusterWorld world, IEnumerable<Guid> ids)
    {
        foreach (var id in ids) Assert.That(world.CountOf(id, "ended"), Is.LessThanOrEqualTo(1), $"Ends of {id:N}.");
    }
}
