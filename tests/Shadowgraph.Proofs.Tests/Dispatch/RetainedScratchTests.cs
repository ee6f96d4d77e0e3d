using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What becomes of the provers' scratch memory when none of them runs. A process has one store of it, so each test has its own process.</summary>
[TestFixture]
public sealed class RetainedScratchTests
{
    private const int Used = 1 << 20;

    private static readonly TimeSpan Soon = Wait.Patience;

    /// <summary>Takes scratch memory, as a proof does, and gives it back before it ends.</summary>
    private static ProverScript Uses { get; } = call =>
    {
        ScratchPool.Shared.Rent<byte>(Used).Dispose();
        return Scripts.ByHand(call);
    };

    [Test]
    public Task Scratch_BeyondTheBound_IsKeptWhileAProofRuns_AndGoesBackWhenTheLastOneEnds([Values] bool succeeds) =>
        ChildProcess.RunAsync(CheckBeyondTheBoundAsync, succeeds.ToString());

    [Test]
    public Task Scratch_WithinTheBound_IsKeptForTheNextProof() => ChildProcess.RunAsync(CheckWithinTheBoundAsync);

    private static async Task CheckBeyondTheBoundAsync(string succeeds)
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

        if (bool.Parse(succeeds)) other.Succeed();
        else other.Fail(new InvalidOperationException());
        await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);
        await Wait.UntilAsync(() => ScratchPool.Shared.RetainedBytes == 0);
    }

    private static async Task CheckWithinTheBoundAsync()
    {
        await using var test = new PipelineUnderTest(Uses);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        (await test.Prover.NextCallAsync()).Succeed();
        await ticket.Completion.WaitAsync(Soon);

        await test.Pipeline.StopAsync();

        Assert.That(ScratchPool.Shared.RetainedBytes, Is.GreaterThanOrEqualTo(Used));
    }
}
