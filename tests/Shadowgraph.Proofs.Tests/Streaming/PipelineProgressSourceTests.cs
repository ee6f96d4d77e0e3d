using Shadowgraph.Proofs.Streaming;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Streaming;

[TestFixture]
public sealed class PipelineProgressSourceTests
{
    private static readonly ProofUserId Alice = new("alice");

    [Test]
    public async Task Source_ForTheUserOfARequest_HasStatusProgressAndResult()
    {
        await using var test = new PipelineUnderTest(Scripts.Succeed);
        var ticket = await SubmitAsync(test);
        var source = new PipelineProgressSource(test.Pipeline);

        Assert.That(source.Find(ticket.Id, Alice)!.State, Is.EqualTo(ProofState.Completed));
        Assert.That(await source.IsOwnedAsync(ticket.Id, Alice), Is.True);
        Assert.That(await CountAsync(source.WatchAsync(ticket.Id, Alice)), Is.EqualTo(1));
        Assert.That((await source.FindResultAsync(ticket.Id, Alice))!.RequestId, Is.EqualTo(ticket.Id));
    }

    [Test]
    public async Task Source_ForAnotherUser_OrAnotherId_HasNothing([Values] bool isOther)
    {
        await using var test = new PipelineUnderTest(Scripts.Succeed);
        var ticket = await SubmitAsync(test);
        var source = new PipelineProgressSource(test.Pipeline);
        var (id, user) = isOther ? (ticket.Id, new ProofUserId("mallory")) : (Guid.NewGuid(), Alice);

        Assert.That(source.Find(id, user), Is.Null);
        Assert.That(await source.IsOwnedAsync(id, user), Is.False);
        Assert.That(await CountAsync(source.WatchAsync(id, user)), Is.Zero);
        Assert.That(await source.FindResultAsync(id, user), Is.Null);
    }

    [Test]
    public void Source_WithoutAPipeline_Throws() =>
        Assert.That(() => new PipelineProgressSource(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pipeline"));

    private static async Task<ProofTicket> SubmitAsync(PipelineUnderTest test)
    {
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        await ticket.Completion.WaitAsync(Wait.Patience);
        return ticket;
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<ProofProgress> reports)
    {
        var count = 0;
        await foreach (var _ in reports) count++;
        return count;
    }
}
