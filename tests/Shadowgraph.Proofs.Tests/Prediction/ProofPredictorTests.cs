using CsCheck;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Tests.Prediction;

[TestFixture]
public sealed class ProofPredictorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public void Predict_BeforeAnything_KnowsOnlyWhatTheProgressSays()
    {
        var predictor = new ProofPredictor();

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0), Is.Null);
        Assert.That(predictor.Predict(Runs.Work(), 10 * Second, 0.01), Is.Null);
        var quarter = predictor.Predict(Runs.Work(), 10 * Second, 0.25)!.Value;
        Assert.That(quarter.Estimate.TotalSeconds, Is.EqualTo(30).Within(1e-6));
        Assert.That(quarter.Lower, Is.LessThan(quarter.Estimate));
        Assert.That(quarter.Upper, Is.GreaterThan(quarter.Estimate));
    }

    [Test]
    public void Predict_BeforeAProof_GivesWhatWasLearned()
    {
        var predictor = Learned(20 * Second);

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0)!.Value.Estimate.TotalSeconds, Is.EqualTo(20).Within(0.01));
    }

    [Test]
    public void Predict_OfAProofThatRunsLongerThanForetold_KeepsGrowing_AndNeverEnds()
    {
        var predictor = Learned(Second);
        var last = TimeSpan.Zero;
        for (var elapsed = 2; elapsed < 1_000_000; elapsed *= 3)
        {
            var left = predictor.Predict(Runs.Work(), elapsed * Second, 0)!.Value.Estimate;
            Assert.That(left, Is.GreaterThan(last));
            last = left;
        }
    }

    [Test]
    public void Predict_DuringAProof_WeighsWhatIsDone_TheMoreTheMoreIsDone()
    {
        // Learned: 10 s. It goes half as fast as that.
        var predictor = Learned(10 * Second);

        var early = predictor.Predict(Runs.Work(), 2 * Second, 0.1)!.Value.Estimate.TotalSeconds;
        var late = predictor.Predict(Runs.Work(), 18 * Second, 0.9)!.Value.Estimate.TotalSeconds;

        Assert.That(early, Is.InRange(7.9, 18));
        Assert.That(late, Is.InRange(0.3, 2.1));
    }

    [Test]
    public void Confidence_GrowsWithRuns_AndWithWhatIsDone()
    {
        var predictor = new ProofPredictor();
        var confidences = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            predictor.Learn(Runs.Work(), 10 * Second);
            confidences.Add(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0)!.Value.Confidence);
        }

        Assert.That(confidences, Is.Ordered);
        Assert.That(confidences[0], Is.LessThan(0.3));
        Assert.That(confidences[^1], Is.GreaterThan(0.7));
        Assert.That(
            predictor.Predict(Runs.Work(), 9 * Second, 0.9)!.Value.Confidence,
            Is.GreaterThan(predictor.Predict(Runs.Work(), 2 * Second, 0.2)!.Value.Confidence));
    }

    [Test]
    public void Interval_OfRunsThatScatter_HoldsAboutEightInTen()
    {
        var (predictor, random) = (new ProofPredictor(), new Random(7));
        var (inside, all) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var work = Runs.Any(i);
            var took = TimeSpan.FromSeconds(Runs.Law(work) * Math.Exp(0.25 * Normal(random)));
            if (i >= 50)
            {
                var foretold = predictor.Predict(work, TimeSpan.Zero, 0)!.Value;
                all++;
                if (took >= foretold.Lower && took <= foretold.Upper) inside++;
            }

            predictor.Learn(work, took);
        }

        Assert.That((double)inside / all, Is.InRange(0.7, 0.9));
    }

    [Test]
    public void Learn_OfADurationThatIsNone_ChangesNothing()
    {
        var predictor = Learned(10 * Second);
        foreach (var duration in new[] { TimeSpan.Zero, -Second, TimeSpan.MinValue }) predictor.Learn(Runs.Work(), duration);

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0)!.Value.Estimate.TotalSeconds, Is.EqualTo(10).Within(0.01));
    }

    [Test]
    public void Predict_AfterAnything_StaysWithinReason() => Gen.Select(
        Gen.Enum<CircuitSize>(), Gen.Long, Gen.Int, Gen.Double, Gen.Long, Gen.Select(Gen.Long, Gen.Double)).Array[1, 40].Sample(steps =>
        {
            var predictor = new ProofPredictor();
            foreach (var (size, units, threads, load, duration, (elapsed, fraction)) in steps)
            {
                var work = new ProofWork { Size = size, LinkCount = 1, WorkUnits = units, Threads = threads, Load = load };
                predictor.Learn(work, new TimeSpan(duration));
                if (predictor.Predict(work, new TimeSpan(elapsed), fraction) is not { } foretold) continue;
                Assert.That(foretold.Lower, Is.GreaterThanOrEqualTo(TimeSpan.Zero).And.LessThanOrEqualTo(foretold.Estimate));
                Assert.That(foretold.Upper, Is.GreaterThanOrEqualTo(foretold.Estimate).And.LessThanOrEqualTo(DurationPrediction.Longest));
                Assert.That(foretold.Confidence, Is.InRange(0, 1));
            }
        });

    [Test]
    public async Task Calibration_IsDoneOnceAndElsewhere_AndForetellsTheFirstProof()
    {
        using var measured = new ManualResetEventSlim();
        var (calls, thread) = (0, Environment.CurrentManagedThreadId);
        var elsewhere = false;
        var predictor = new ProofPredictor(() =>
        {
            Interlocked.Increment(ref calls);
            elsewhere = Environment.CurrentManagedThreadId != thread;
            measured.Wait();
            return 1.0 / Runs.Work().WorkUnits;
        });

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0), Is.Null, "Nobody waits for it.");
        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0), Is.Null);
        measured.Set();
        await Wait.UntilAsync(() => predictor.Predict(Runs.Work(), TimeSpan.Zero, 0) is not null);

        var first = predictor.Predict(Runs.Work(), TimeSpan.Zero, 0)!.Value;
        Assert.That(first.Estimate.TotalSeconds, Is.EqualTo(1).Within(1e-6));
        Assert.That(first.Confidence, Is.LessThan(0.1));
        Assert.That((calls, elsewhere), Is.EqualTo((1, true)));
    }

    [TestCase(double.NaN)]
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.PositiveInfinity)]
    public void Calibration_ThatCannotBe_IsForgotten(double rate)
    {
        var predictor = new ProofPredictor();
        predictor.Calibrate(rate);

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0), Is.Null);
    }

    [Test]
    public void Calibration_ThatThrows_HurtsNobody()
    {
        using var called = new ManualResetEventSlim();
        var predictor = new ProofPredictor(() =>
        {
            called.Set();
            throw new InvalidOperationException();
        });

        predictor.Predict(Runs.Work(), TimeSpan.Zero, 0);
        Assert.That(called.Wait(Soon), Is.True);
        predictor.Learn(Runs.Work(), Second);

        Assert.That(predictor.Predict(Runs.Work(), TimeSpan.Zero, 0)!.Value.Estimate.TotalSeconds, Is.EqualTo(1).Within(1e-6));
    }

    private static ProofPredictor Learned(TimeSpan duration)
    {
        var predictor = new ProofPredictor();
        for (var i = 0; i < 20; i++) predictor.Learn(Runs.Work(), duration);
        return predictor;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
