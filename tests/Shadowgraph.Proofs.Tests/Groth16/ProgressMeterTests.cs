using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class ProgressMeterTests
{
    [Test]
    public void Add_FromManyThreads_ReportsRiseToOne()
    {
        var progress = new RecordingProgress();
        var meter = new ProgressMeter(progress, 1000);
        meter.Start();
        Parallel.For(0, 1000, _ => meter.Add(1));
        meter.Complete();

        Assert.That(progress.Reports, Is.Ordered.And.Unique);
        Assert.That(progress.Reports[0], Is.Zero);
        Assert.That(progress.Reports[^1], Is.EqualTo(1));
    }

    [Test]
    public void Restart_HalfWay_ReportsNothingTwice()
    {
        var progress = new RecordingProgress();
        var meter = new ProgressMeter(progress, 10);
        meter.Start();
        meter.Add(5);
        meter.Restart();
        meter.Add(4);
        meter.Add(3);
        meter.Complete();

        Assert.That(progress.Reports, Is.EqualTo(new[] { 0, 0.5, 0.7, 1 }));
    }

    [Test]
    public void Add_MoreThanTheEstimate_StaysAtOne()
    {
        var progress = new RecordingProgress();
        var meter = new ProgressMeter(progress, 10);
        meter.Start();
        meter.Add(25);
        meter.Add(25);
        meter.Complete();

        Assert.That(progress.Reports, Is.EqualTo(new double[] { 0, 1 }));
    }

    [Test]
    public void Add_TinySteps_AreNotAllReported()
    {
        var progress = new RecordingProgress();
        var meter = new ProgressMeter(progress, 100_000);
        for (var i = 0; i < 100_000; i++)
            meter.Add(1);

        Assert.That(progress.Reports, Has.Count.InRange(150, 201));
    }

    [Test]
    public void Complete_LessThanTheEstimate_ReportsOne()
    {
        var progress = new RecordingProgress();
        var meter = new ProgressMeter(progress, 10);
        meter.Start();
        meter.Complete();

        Assert.That(progress.Reports, Is.EqualTo(new double[] { 0, 1 }));
    }
}
