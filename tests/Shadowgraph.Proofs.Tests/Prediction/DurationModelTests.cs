using CsCheck;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Tests.Prediction;

[TestFixture]
public sealed class DurationModelTests
{
    [Test]
    public void Predict_BeforeAnything_KnowsNothing() => Assert.That(new DurationModel().Predict(Runs.Work()), Is.Null);

    [Test]
    public void Predict_AfterOneRun_GivesThatRun_AndTheLikeInProportion()
    {
        var model = new DurationModel();
        model.Learn(Runs.Work(), Math.Log(2));

        Assert.That(Seconds(model, Runs.Work()), Is.EqualTo(2).Within(1e-9));
        Assert.That(Seconds(model, Runs.Work(links: 3)), Is.EqualTo(6).Within(1e-9));
        Assert.That(Seconds(model, Runs.Work(threads: 4)), Is.InRange(0.5, 0.7));
    }

    [Test]
    public void Predict_AfterManyRuns_FollowsALawThatIsNotThePrior()
    {
        var model = new DurationModel();
        for (var i = 0; i < 300; i++)
        {
            var work = Runs.Any(i);
            model.Learn(work, Math.Log(Runs.Law(work)));
        }

        foreach (var work in Enumerable.Range(1000, 50).Select(Runs.Any))
            Assert.That(Seconds(model, work), Is.EqualTo(Runs.Law(work)).Within(10).Percent, work.ToString());
    }

    [Test]
    public void Learn_OfAWildRun_HardlyMovesWhatWasLearned()
    {
        var model = Steady(1);
        model.Learn(Runs.Work(), Math.Log(1e6));
        model.Learn(Runs.Work(), Math.Log(1e-6));

        Assert.That(Seconds(model, Runs.Work()), Is.EqualTo(1).Within(20).Percent);
    }

    [TestCase(5)]
    [TestCase(0.2)]
    public void Learn_OfAnotherMachineSpeed_IsTakenOverWithinAFewRuns(double speed)
    {
        var model = Steady(1);
        for (var i = 0; i < 4; i++) model.Learn(Runs.Work(), Math.Log(speed));

        Assert.That(Seconds(model, Runs.Work()), Is.EqualTo(speed).Within(10).Percent);
    }

    [Test]
    public void Learn_OfASpeedThatDrifts_Follows()
    {
        var model = Steady(1);
        var now = 1.0;
        for (var i = 0; i < 200; i++)
        {
            now *= 1.01;
            model.Learn(Runs.Work(), Math.Log(now));
        }

        Assert.That(Seconds(model, Runs.Work()), Is.EqualTo(now).Within(5).Percent);
    }

    [Test]
    public void Calibrate_ThenTheFirstRun_MovesMostOfTheWay_AndAfterARunNothing()
    {
        var model = new DurationModel();
        model.Calibrate(1.0 / Runs.Work().WorkUnits);
        Assert.That(Seconds(model, Runs.Work()), Is.EqualTo(1).Within(1e-9));
        Assert.That(model.Count, Is.Zero);
        model.Learn(Runs.Work(), Math.Log(3));
        Assert.That(Seconds(model, Runs.Work()), Is.InRange(2, 3));

        model.Calibrate(1000);
        Assert.That(Seconds(model, Runs.Work()), Is.InRange(2, 3));
    }

    [Test]
    public void Spread_ShrinksWithRunsThatAgree_AndGrowsWithRunsThatDoNot()
    {
        var model = Steady(1);
        var agreed = model.Predict(Runs.Work())!.Value.Spread;
        var random = new Random(5);
        for (var i = 0; i < 50; i++) model.Learn(Runs.Work(), random.NextDouble() - 0.5);

        Assert.That(agreed, Is.LessThan(0.1));
        Assert.That(model.Predict(Runs.Work())!.Value.Spread, Is.InRange(0.2, 0.6));
    }

    [Test]
    public void Learn_OfAnything_StaysFinite() => Gen.Select(
        Gen.Enum<CircuitSize>(), Gen.Int, Gen.Long, Gen.Int, Gen.Double, Gen.Double[-60, 60]).Array[1, 60].Sample(runs =>
        {
            var model = new DurationModel();
            foreach (var (size, links, units, threads, load, log) in runs)
            {
                var work = new ProofWork { Size = size, LinkCount = links, WorkUnits = units, Threads = threads, Load = load };
                model.Learn(work, log);
                var (mean, spread) = model.Predict(work)!.Value;
                Assert.That(double.IsFinite(mean) && double.IsFinite(spread) && spread > 0, $"{mean} {spread}");
            }
        });

    private static DurationModel Steady(double seconds)
    {
        var model = new DurationModel();
        for (var i = 0; i < 100; i++) model.Learn(Runs.Work(), Math.Log(seconds));
        return model;
    }

    private static double Seconds(DurationModel model, in ProofWork work) => Math.Exp(model.Predict(work)!.Value.Mean);
}
