using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What becomes of the provers' scratch memory when none of them runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RetainedScratchTests
{
    private const int Used = 1 << 20;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Takes scratch memory, as a proof does, and gives it back before it ends.</summary>
    private static ProverScript Uses { get; } = call =>
    {
        ScratchPool.Shared.Rent<byte>(Used).Dispose();
        return Scripts.ByHand(call);
    };

    [Test]
    public async Task Scratch_BeyondTheBound_IsKeptWhileAProofRuns_AndGoesBackWhenTheLastOneEnds([Values] bool succeeds)
    {
        using var haveUsed = new SemaphoreSlim(0);
        ProverScript script = call =>
        {
            var end = Uses(call);
            haveUsed.Release();
            return end;
        };
        await using var test = new PipelineUnderTest(script, options => options.MaxRetainedScratch = 0);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var alone = await test.Prover.NextCallAsync();

        // They wait together, so they begin together: one by itself would be given all threads.
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        alone.Succeed();
        var (one, other) = (await test.Prover.NextCallAsync(), await test.Prover.NextCallAsync());
        for (var calls = 0; calls < 3; calls++) Assert.That(await haveUsed.WaitAsync(Soon), Is.True);

        one.Succeed();
        await Task.WhenAny(first.Completion, second.Completion).WaitAsync(Soon);
        Assert.That(ScratchPool.Shared.RetainedBytes, Is.GreaterThanOrEqualTo(Used), "The other one may want it.");

        if (succeeds) other.Succeed();
        else other.Fail(new InvalidOperationException());
        await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);
        using var patience = new CancellationTokenSource(Soon);
        while (ScratchPool.Shared.RetainedBytes > 0) await Task.Delay(1, patience.Token);
    }

    [Test]
    public async Task Scratch_WithinTheBound_IsKeptForTheNextProof()
    {
        await using var test = new PipelineUnderTest(Uses);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        (await test.Prover.NextCallAsync()).Succeed();
        await ticket.Completion.WaitAsync(Soon);

        await test.Pipeline.StopAsync();

        Assert.That(ScratchPool.Shared.RetainedBytes, Is.GreaterThanOrEqualTo(Used));
    }
}
