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
        var (start, began) = (ThreadTime.Now, TimeProvider.System.GetTimestamp());
        var last = start;
        while (last - start < TimeSpan.FromMilliseconds(1))
        {
            var now = ThreadTime.Now;
            Assert.That(now, Is.GreaterThanOrEqualTo(last));
            last = now;
            if (TimeProvider.System.GetElapsedTime(began) > Wait.Patience) Assert.Fail("It stands still.");
        }
    }

    [Test]
    public void Now_OfANewThread_KnowsNothingOfOthers()
    {
        if (!ThreadTime.IsKnown) Assert.Ignore("This system does not tell the time of a thread.");
        // What a thread takes to start is its own: it is measured while the thread waits.
        using var started = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var others = TimeSpan.Zero;
        var thread = new Thread(() =>
        {
            var before = ThreadTime.Now;
            started.Set();
            goOn.Wait();
            others = ThreadTime.Now - before;
        });
        thread.Start();
        started.Wait();
        var start = ThreadTime.Now;
        while (ThreadTime.Now - start < TimeSpan.FromMilliseconds(200))
        {
        }

        var mine = ThreadTime.Now - start;
        goOn.Set();
        thread.Join();

        Assert.That(others, Is.LessThan(mine));
    }
}
