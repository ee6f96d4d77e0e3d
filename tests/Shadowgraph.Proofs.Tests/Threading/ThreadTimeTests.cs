using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Threading;

[TestFixture]
public sealed class ThreadTimeTests
{
    [Test]
    public void Now_OnThisSystem_IsKnown()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS() && !OperatingSystem.IsWindows()) Assert.Ignore("Not one of the usual ones.");

        Assert.That(ThreadTime.IsKnown, Is.True);
    }

    [Test]
    public void Now_OfAThreadThatComputes_Grows()
    {
        if (!ThreadTime.IsKnown) Assert.Ignore("This system does not tell the time of a thread.");
        var start = ThreadTime.Now;
        var (last, steps) = (start, 0L);
        while (last - start < TimeSpan.FromMilliseconds(1))
        {
            var now = ThreadTime.Now;
            Assert.That(now, Is.GreaterThanOrEqualTo(last));
            last = now;
            if (++steps == 1_000_000_000) Assert.Fail("It stands still.");
        }
    }

    [Test]
    public void Now_OfANewThread_KnowsNothingOfOthers()
    {
        if (!ThreadTime.IsKnown) Assert.Ignore("This system does not tell the time of a thread.");
        for (var start = ThreadTime.Now; ThreadTime.Now - start < TimeSpan.FromMilliseconds(50);)
        {
        }

        var (mine, others) = (ThreadTime.Now, TimeSpan.MaxValue);
        var thread = new Thread(() => others = ThreadTime.Now);
        thread.Start();
        thread.Join();

        Assert.That(others, Is.LessThan(mine));
    }
}
