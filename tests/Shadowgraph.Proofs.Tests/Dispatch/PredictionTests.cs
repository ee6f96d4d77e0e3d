using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>How long the pipeline says that requests will take.</summary>
[TestFixture]
public sealed class PredictionTests
{
    private static readonly TimeSpan Soon = Wait.Patience;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Predict_BeforeTheFirstProof_KnowsNothing_AndAfterItTellsWithoutSubmitting()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        Assert.That(test.Pipeline.Predict(PipelineWorld.Request()), Is.Null);

        await LearnAsync(test, 10 * Second);

        var foretold = test.Pipeline.Predict(PipelineWorld.Request(1))!.Value;
        Assert.That(foretold.Estimate.TotalSeconds, Is.EqualTo(10).Within(0.01));
        Assert.That(foretold.Lower, Is.LessThan(foretold.Estimate));
        Assert.That(foretold.Upper, Is.GreaterThan(foretold.Estimate));
        Assert.That(foretold.Confidence, Is.InRange(0.01, 0.5));
        Assert.That(test.Pipeline.Statistics.Submitted, Is.EqualTo(1));
        Assert.That(test.Pipeline.Predict(PipelineWorld.LargeRequest())!.Value.Estimate, Is.GreaterThan(40 * Second));
    }

    [Test]
    public async Task Predict_OfARequestThatCanNotBe_SaysWhy()
    {
        await using var test = new PipelineUnderTest();
        test.Prover.Planner = (_, _) => throw new ProofJobException(ProofJobRejection.TooManyAttestations, "Too many.");

        Assert.Throws<ProofErrorException>(() => test.Pipeline.Predict(PipelineWorld.Request()));
        Assert.Throws<ArgumentNullException>(() => test.Pipeline.Predict(null!));
    }

    [Test]
    public async Task Predicted_OfTickets_FollowsTheLine_ByPriority()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await LearnAsync(test, 10 * Second);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var running = await test.Prover.NextCallAsync();

        var normal = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        var low = await test.Pipeline.SubmitAsync(PipelineWorld.Request(3, priority: ProofPriority.Low));
        var later = await test.Pipeline.SubmitAsync(PipelineWorld.Request(4));
        var critical = await test.Pipeline.SubmitAsync(PipelineWorld.Request(5, priority: ProofPriority.Critical));

        Assert.That(SecondsOf(normal.Predicted), Is.EqualTo(20).Within(0.1));
        Assert.That(SecondsOf(low.Predicted), Is.EqualTo(30).Within(0.1));
        Assert.That(SecondsOf(later.Predicted), Is.EqualTo(30).Within(0.1));
        Assert.That(SecondsOf(critical.Predicted), Is.EqualTo(20).Within(0.1), "It waits only for what runs.");
        Assert.That(SecondsOf(Remaining(test, low)), Is.EqualTo(50).Within(0.1));

        running.Report(ProverStage.Proving, 0.5, link: 1);
        Assert.That(SecondsOf(Remaining(test, critical)), Is.EqualTo(15).Within(0.1));
        test.Pipeline.Cancel(normal.Id);
        Assert.That(SecondsOf(Remaining(test, later)), Is.EqualTo(25).Within(0.1));
        Assert.That(SecondsOf(test.Pipeline.Predict(PipelineWorld.Request(6))), Is.EqualTo(35).Within(0.1));
    }

    [Test]
    public async Task Predicted_OfAFlightThatIsRaised_MovesForward()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await LearnAsync(test, 10 * Second);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        await test.Prover.NextCallAsync();
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        var low = await test.Pipeline.SubmitAsync(PipelineWorld.Request(3, priority: ProofPriority.Low));
        Assert.That(SecondsOf(low.Predicted), Is.EqualTo(30).Within(0.1));

        var high = await test.Pipeline.SubmitAsync(PipelineWorld.Request(3, priority: ProofPriority.High));

        Assert.That(SecondsOf(high.Predicted), Is.EqualTo(20).Within(0.1));
        Assert.That(SecondsOf(Remaining(test, low)), Is.EqualTo(20).Within(0.1));
    }

    [Test]
    public async Task Remaining_OfAnEndedRequest_IsNothing_ForCertain()
    {
        await using var test = new PipelineUnderTest();
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await ticket.Completion.WaitAsync(Soon);

        Assert.That(Remaining(test, ticket), Is.EqualTo(new DurationPrediction { Confidence = 1 }));
    }

    [Test]
    public async Task Learning_LeavesTheLoadingOfTheKeyOut()
    {
        ProverScript loads = async call =>
        {
            await call.End.WaitAsync(call.CancellationToken);
            var result = call.Result();
            return new ProverResult(
                result.Proof, result.Opinion, result.Plan, default(ProverTimings) with { KeyLoad = TimeSpan.FromSeconds(6) });
        };
        await using var test = new PipelineUnderTest(loads);
        await LearnAsync(test, 10 * Second);

        Assert.That(SecondsOf(test.Pipeline.Predict(PipelineWorld.Request(1))), Is.EqualTo(4).Within(0.01));
    }

    [Test]
    public async Task Predictor_ThatThrows_OrSaysWhatCanNotBe_KnowsNothing_AndIsReportedOnce([Values] bool throws)
    {
        var predictor = Substitute.For<IProofPredictor>();
        if (throws) predictor.Predict(default, default, default).ThrowsForAnyArgs(new InvalidOperationException());
        else predictor.Predict(default, default, default).ReturnsForAnyArgs(Foretold(Second, 2 * Second, Second, double.NaN));
        predictor.WhenForAnyArgs(each => each.Learn(default, default)).Throw(new InvalidOperationException());
        await using var test = new PipelineUnderTest(replace: services => services with { Predictor = predictor });

        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var result = await ticket.Completion.WaitAsync(Soon);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Pipeline.Predict(PipelineWorld.Request(1)), Is.Null);
        Assert.That(test.Logger.Messages.Count(message => message.Text.Contains(nameof(IProofPredictor))), Is.EqualTo(1));
    }

    [Test]
    public async Task Predictor_OfTheHost_IsAskedOutsideOfTheLock_SoThatItMayAskThePipeline()
    {
        var predictor = Substitute.For<IProofPredictor>();
        PipelineUnderTest world = null!;
        predictor.Predict(default, default, default).ReturnsForAnyArgs(_ =>
        {
            var others = Task.Run(() => world.Pipeline.Statistics).WaitAsync(Soon).GetAwaiter().GetResult();
            return Foretold(Second, Second, Second, others.Submitted > 0 ? 1 : 0);
        });
        await using var test = world = new PipelineUnderTest(Scripts.Hang, replace: services => services with { Predictor = predictor });

        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(test.Pipeline.Find(ticket.Id)!.Progress.Remaining!.Value.Confidence, Is.EqualTo(1));
        Assert.That(test.Pipeline.List(), Has.Count.EqualTo(1));
        test.Pipeline.Cancel(ticket.Id);
    }

    /// <summary>Lets a first proof take so long.</summary>
    private static async Task LearnAsync(PipelineUnderTest test, TimeSpan duration)
    {
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();
        test.Time.Advance(duration);
        call.Succeed();
        await ticket.Completion.WaitAsync(Soon);
    }

    private static DurationPrediction Foretold(TimeSpan estimate, TimeSpan lower, TimeSpan upper, double confidence) =>
        new() { Estimate = estimate, Lower = lower, Upper = upper, Confidence = confidence };

    private static DurationPrediction? Remaining(PipelineUnderTest test, ProofTicket ticket) =>
        test.Pipeline.Find(ticket.Id)!.Progress.Remaining;

    private static double SecondsOf(DurationPrediction? prediction) => prediction!.Value.Estimate.TotalSeconds;
}
