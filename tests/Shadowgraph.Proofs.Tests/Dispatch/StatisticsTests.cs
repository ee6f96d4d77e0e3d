using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>The numbers of a pipeline.</summary>
[TestFixture]
public sealed class StatisticsTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Statistics_OfANewPipeline_AreZero_AndItHasNoCompletionRate()
    {
        await using var test = new PipelineUnderTest();

        Assert.That(test.Pipeline.Statistics, Is.EqualTo(new PipelineStatistics()));
        Assert.That(test.Pipeline.Statistics.CompletionRate, Is.Null);
    }

    [Test]
    public async Task Statistics_CountEachRequestInOnePlace_WhileItGoesItsWay()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var third = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        var joiner = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        var now = test.Pipeline.Statistics;
        Assert.That((now.Submitted, now.Running, now.Waiting, now.Joined), Is.EqualTo((4L, 1, 3, 1L)));
        Assert.That(now.ProcessorsInUse, Is.EqualTo(8));
        Assert.That(now.ReservedBytes, Is.EqualTo(call.Plan.EstimatedBytes + call.Plan.EstimatedKeyBytes));

        test.Time.Advance(TimeSpan.FromSeconds(10));
        call.Succeed();
        await first.Completion.WaitAsync(Soon);
        call = await test.Prover.NextCallAsync();
        test.Time.Advance(TimeSpan.FromSeconds(2));
        call.Fail(new InvalidOperationException());
        await second.Completion.WaitAsync(Soon);
        test.Pipeline.Cancel(joiner.Id);
        (await test.Prover.NextCallAsync()).Succeed();
        await third.Completion.WaitAsync(Soon);

        now = test.Pipeline.Statistics;
        Assert.That((now.Submitted, now.Running, now.Waiting), Is.EqualTo((4L, 0, 0)));
        Assert.That((now.Completed, now.Failed, now.Cancelled), Is.EqualTo((2L, 1L, 1L)));
        Assert.That(now.CompletionRate, Is.EqualTo(0.5));
        Assert.That(now.MeanWait, Is.EqualTo(TimeSpan.FromSeconds((0 + 10 + 12 + 12) / 4.0)));
        Assert.That(now.MeanProcessing, Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Refused_AreNotAmongTheSubmitted()
    {
        await using var test = new PipelineUnderTest(
            Scripts.ByHand, options => (options.MaxConcurrency, options.Queue.Capacity) = (1, 1));
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(2)));

        Assert.That(refused!.Error.Type, Is.EqualTo(ProofErrorType.QueueFull));
        var now = test.Pipeline.Statistics;
        Assert.That((now.Submitted, now.Refused, now.Waiting, now.Running), Is.EqualTo((2L, 1L, 1, 1)));
        Assert.That(test.Pipeline.List(), Has.Count.EqualTo(2));
    }
}
