using NSubstitute;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>How many proofs run at once.</summary>
[TestFixture]
public sealed class ConcurrencyTests
{
    [TestCase(3, 3, 1)]
    [TestCase(8, 6, 0)]
    public async Task Prover_ThatWorksElsewhere_RunsAsManyAsItAndTheOptionSay_WhateverTheProcessors(int limit, int expected, int warnings)
    {
        var prover = new ScriptedProver(Scripts.ByHand) { MaxConcurrency = limit };
        await using var test = new PipelineUnderTest(
            configure: options => (options.MaxThreads, options.MaxConcurrency) = (1, 6),
            replace: services => services with { Prover = prover });

        for (var i = 0; i < 8; i++) await test.Pipeline.SubmitAsync(PipelineWorld.Request(i));
        for (var i = 0; i < expected; i++) await prover.NextCallAsync();

        Assert.That((test.Pipeline.Statistics.Running, test.Pipeline.Statistics.Waiting), Is.EqualTo((expected, 8 - expected)));
        var cuts = test.Logger.Messages.Where(message => message.EventId == 1017).Select(message => message.Text).ToArray();
        Assert.That(cuts, Has.Length.EqualTo(warnings));
        if (warnings > 0) Assert.That(cuts[0], Is.EqualTo("MaxConcurrency is 6, but the prover makes at most 3 proofs at once: the limit is 3."));
    }

    [TestCase(1, true)]
    [TestCase(2, false)]
    public async Task Machine_WithRoomForMore_IsNamedAtTheStart(int concurrency, bool isAdvised)
    {
        Assume.That(Environment.ProcessorCount, Is.GreaterThan(1));
        await using var test = new PipelineUnderTest(configure: options =>
            (options.MaxThreads, options.MaxConcurrency, options.MemoryBudget) = (2, concurrency, 64L << 30));

        var advice = test.Logger.Messages.Where(message => message.EventId == 1018).Select(message => message.Text).ToArray();

        Assert.That(advice, Has.Length.EqualTo(isAdvised ? 1 : 0));
        if (isAdvised) Assert.That(advice[0], Does.StartWith("Processors and memory suffice for 2 proofs at once, and MaxConcurrency is 1."));
    }

    [TestCase(1L << 20, 1)]
    [TestCase(long.MaxValue, 2)]
    public void Capacity_IsBoundedByMemoryAndProcessors(long bytes, int most)
    {
        Assume.That(Environment.ProcessorCount, Is.GreaterThan(1));
        var pool = new LeasePool(new ProofPipelineOptions { MaxThreads = 2, MemoryBudget = bytes }, () => { });

        Assert.That(pool.Capacity(), Is.EqualTo(most));
    }

    [Test]
    public async Task Prover_ThatCanRunNone_FailsThePipelinesMaking()
    {
        await using var test = new PipelineUnderTest();
        var prover = Substitute.For<IProver>();
        prover.MaxConcurrency.Returns(0);

        Assert.That(
            () => new ProofPipeline(test.Services with { Prover = prover }),
            Throws.InvalidOperationException.With.Message.StartsWith("IProver.MaxConcurrency is 0; it must be at least 1"));
    }
}
