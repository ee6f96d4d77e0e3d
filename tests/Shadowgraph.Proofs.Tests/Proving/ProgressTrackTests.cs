using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Tests.Proving;

[TestFixture]
public sealed class ProgressTrackTests
{
    [Test]
    public void Reports_OfAWholeProof_RiseFromZeroToOne()
    {
        var heard = new Observer();
        var track = new ProgressTrack(heard, linkCount: 3);

        track.Planning();
        RunThrough(track.LoadingKey());
        for (var link = 0; link < 3; link++)
        {
            RunThrough(track.Witness(link));
            RunThrough(track.Proving(link));
        }

        track.Checking();
        track.Done();

        Assert.That(heard.Reports.Select(report => report.Fraction), Is.Ordered);
        Assert.That(heard.Reports[0], Is.EqualTo(new ProverProgress { Stage = ProverStage.Planning, LinkCount = 3 }));
        Assert.That(heard.Reports[^1], Is.EqualTo(new ProverProgress { Stage = ProverStage.Checking, Link = 3, LinkCount = 3, Fraction = 1 }));
        Assert.That(heard.Reports.Select(report => report.Stage).Distinct(), Is.EqualTo(Enum.GetValues<ProverStage>()));
        Assert.That(
            heard.Reports.Where(report => report.Stage == ProverStage.Proving).Select(report => report.Link).Distinct(),
            Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Reports_ThatFallBackOrLeaveTheRange_AreDroppedOrClamped()
    {
        var heard = new Observer();
        var track = new ProgressTrack(heard, linkCount: 1);

        track.Proving(0).Report(7);
        track.Witness(0).Report(0.5);
        track.Proving(0).Report(0.5);
        track.LoadingKey().Report(-3);

        Assert.That(heard.Reports, Has.Count.EqualTo(1));
        Assert.That(heard.Reports[0].Fraction, Is.LessThan(1));
    }

    [Test]
    public void Reports_ToAnObserverThatThrows_StopWithoutHarm()
    {
        var heard = new Observer { Throws = true };
        var track = new ProgressTrack(heard, linkCount: 1);

        track.Planning();
        track.Done();

        Assert.That(heard.Reports, Has.Count.EqualTo(1));
    }

    private static void RunThrough(IProgress<double> progress)
    {
        foreach (var value in (double[])[0, 0.3, 1]) progress.Report(value);
    }

    private sealed class Observer : IProgress<ProverProgress>
    {
        public bool Throws { get; init; }

        public List<ProverProgress> Reports { get; } = [];

        public void Report(ProverProgress value)
        {
            Reports.Add(value);
            if (Throws) throw new InvalidOperationException("a broken observer");
        }
    }
}
