using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Limits;

[TestFixture]
public sealed class PermitLeaseTests
{
    [Test]
    public async Task GiveBack_OfAnAcquiredPermit_IsDoneOnce()
    {
        var given = 0;
        var lease = PermitLease.Acquired(_ =>
        {
            given++;
            return default;
        });
        Assert.That((lease.IsAcquired, lease.CanBeGivenBack, lease.RetryAfter), Is.EqualTo((true, true, TimeSpan.Zero)));
        Assert.That(lease.ToString(), Is.EqualTo("Acquired"));

        await lease.GiveBackAsync();
        await lease.GiveBackAsync();

        Assert.That((given, lease.IsAcquired, lease.CanBeGivenBack), Is.EqualTo((1, true, false)));
    }

    [Test]
    public async Task GiveBack_Cancelled_LeavesThePermitOut()
    {
        var given = 0;
        var lease = PermitLease.Acquired(_ =>
        {
            given++;
            return default;
        });

        Assert.That(
            async () => await lease.GiveBackAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((given, lease.CanBeGivenBack), Is.EqualTo((0, true)));
        await lease.GiveBackAsync();

        Assert.That(given, Is.EqualTo(1));
    }

    [Test]
    public void Acquired_FromALimiterThatTakesNothingBack_CannotBeGivenBack()
    {
        var lease = PermitLease.Acquired();

        Assert.That((lease.IsAcquired, lease.CanBeGivenBack), Is.EqualTo((true, false)));
        Assert.That(async () => await lease.GiveBackAsync(), Throws.Nothing);
    }

    [Test]
    public void Refused_SaysWhenToComeBack()
    {
        var lease = PermitLease.Refused(TimeSpan.FromSeconds(3));

        Assert.That(
            (lease.IsAcquired, lease.CanBeGivenBack, lease.RetryAfter), Is.EqualTo((false, false, TimeSpan.FromSeconds(3))));
        Assert.That(lease.ToString(), Is.EqualTo("Refused, retry after 00:00:03"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Refused_WithATimeThatIsOver_Throws(long ticks) =>
        Assert.That(() => PermitLease.Refused(TimeSpan.FromTicks(ticks)), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
