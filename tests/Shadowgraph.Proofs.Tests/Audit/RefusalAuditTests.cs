using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>Which refusals are recorded, and which are counted.</summary>
[TestFixture]
public sealed class RefusalAuditTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly ProofUserId Ann = new("ann");

    private AuditWorld _world = null!;
    private RefusalAudit _refusals = null!;

    [SetUp]
    public void Make()
    {
        _world = new AuditWorld(new AuditOptions { Capacity = 2 * RefusalAudit.MaxUsers });
        _refusals = new RefusalAudit(_world.Trail, Window, _world.Time);
    }

    [TearDown]
    public async Task EndAsync()
    {
        _refusals.Dispose();
        await _world.DisposeAsync();
    }

    [Test]
    public void Record_TheFirstOfAUser_IsRecordedAtOnce_TheRestAtTheWindowsEnd()
    {
        var first = Refuse(Ann, ProofErrorType.AccessDenied);
        for (var i = 0; i < 3; i++) Refuse(Ann, ProofErrorType.AccessDenied);
        for (var i = 0; i < 5; i++) Refuse(Ann, ProofErrorType.QueueFull);
        Refuse(new ProofUserId("bob"), ProofErrorType.QueueFull);
        Assert.That(Recorded.Select(entry => entry.UserId), Is.EqualTo(new ProofUserId[] { new("ann"), new("bob") }));
        Assert.That(
            (Recorded[0].RequestId, Recorded[0].Error, Recorded[0].Count), Is.EqualTo(((Guid?)first, ProofErrorType.AccessDenied, 0L)));

        _world.Time.Advance(Window - TimeSpan.FromTicks(1));
        Assert.That(Recorded, Has.Count.EqualTo(2));
        _world.Time.Advance(TimeSpan.FromTicks(1));

        var counted = Recorded.Skip(2).Single();
        Assert.That(
            (counted.UserId, counted.RequestId, counted.Error, counted.Count), Is.EqualTo((Ann, (Guid?)null, ProofErrorType.QueueFull, 8L)));
        Assert.That(counted.Detail, Is.EqualTo("Further refusals within 00:01:00: QueueFull 5, AccessDenied 3."));
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(Recorded, Has.Count.EqualTo(3));
        Refuse(Ann, ProofErrorType.AccessDenied);
        Assert.That(Recorded, Has.Count.EqualTo(4), "The first of another window.");
        Assert.That(_world.Trail.Recent(), Is.Empty, "Refusals have a chain of their own.");
    }

    [Test]
    public void Record_OfMoreUsersThanAreRemembered_CountsTheOthersByReasonAlone()
    {
        for (var i = 0; i < RefusalAudit.MaxUsers; i++) Refuse(new ProofUserId($"user {i}"), ProofErrorType.AccessDenied);
        for (var i = 0; i < 700; i++) Refuse(new ProofUserId($"other {i}"), i % 7 == 0 ? ProofErrorType.QueueFull : ProofErrorType.AccessDenied);
        Refuse(new ProofUserId("user 3"), ProofErrorType.AccessDenied);
        Assert.That(Recorded, Has.Count.EqualTo(RefusalAudit.MaxUsers));

        _refusals.Flush();

        Assert.That(
            Recorded.Skip(RefusalAudit.MaxUsers).Select(entry => (entry.UserId, entry.Error, entry.Count)),
            Is.EquivalentTo(new (ProofUserId, ProofErrorType?, long)[]
            {
                (new ProofUserId("user 3"), ProofErrorType.AccessDenied, 1),
                (default, ProofErrorType.QueueFull, 100),
                (default, ProofErrorType.AccessDenied, 600),
            }));
    }

    [Test]
    public void Flush_WithNothingCounted_RecordsNothing()
    {
        _refusals.Flush();
        Refuse(Ann, ProofErrorType.AccessDenied);
        _refusals.Flush();

        Assert.That(Recorded, Has.Count.EqualTo(1));
    }

    [Test]
    public void Dispose_RecordsWhatWasCounted_Once()
    {
        for (var i = 0; i < 3; i++) Refuse(Ann, ProofErrorType.RateLimitExceeded);

        _refusals.Dispose();
        _refusals.Dispose();
        _world.Time.Advance(Window);

        Assert.That(Recorded.Select(entry => entry.Count), Is.EqualTo(new[] { 0L, 2L }));
        Assert.That(() => Refuse(Ann, ProofErrorType.RateLimitExceeded), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Trail_ThatThrows_CostsNoRefusal_AndIsReportedOnce()
    {
        var trail = Substitute.For<IAuditTrail>();
        trail.WhenForAnyArgs(each => each.Record(default)).Throw(new InvalidOperationException("A trail's own fault."));
        var logger = new RecordingLogger<RefusalAudit>();
        using var refusals = new RefusalAudit(trail, Window, _world.Time, logger);

        for (var i = 0; i < 3; i++) refusals.Record(Guid.NewGuid(), Ann, ProofErrorType.QueueFull);
        _world.Time.Advance(Window);

        trail.ReceivedWithAnyArgs(2).Record(default);
        var message = logger.Messages.Single();
        Assert.That(
            (message.EventId, message.Text),
            Is.EqualTo((1408, "The audit trail failed with InvalidOperationException; entries about refusals are missing.")));
    }

    [Test]
    public void Arguments_ThatAreInvalid_AreRefused()
    {
        Assert.That(() => new RefusalAudit(null!, Window), Throws.ArgumentNullException);
        foreach (var window in new[] { TimeSpan.Zero, -Window, TimeSpan.FromDays(24) + TimeSpan.FromTicks(1) })
            Assert.That(() => new RefusalAudit(_world.Trail, window), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Refuse(Ann, (ProofErrorType)999), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(Recorded, Is.Empty);
    }

    private IReadOnlyList<AuditEntry> Recorded => _world.Trail.RecentRefusals();

    private Guid Refuse(ProofUserId user, ProofErrorType error)
    {
        var request = Guid.NewGuid();
        _refusals.Record(request, user, error);
        return request;
    }
}
