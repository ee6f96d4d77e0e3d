using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Which refusals are recorded, and which are counted.</summary>
[TestFixture]
public sealed class RefusalAggregatorTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(PipelineWorld.Now);
    private readonly List<AuditEvent> _recorded = [];
    private RefusalAggregator _refusals = null!;

    [SetUp]
    public void Make()
    {
        _recorded.Clear();
        _refusals = new RefusalAggregator(Window, _time, happened => _recorded.Add(happened));
    }

    [Test]
    public void Record_TheFirstOfAUser_IsRecordedAtOnce_TheRestAtTheWindowsEnd()
    {
        var first = Refuse(new ProofUserId("ann"), ProofErrorType.AccessDenied);
        for (var i = 0; i < 3; i++) Refuse(new ProofUserId("ann"), ProofErrorType.AccessDenied);
        for (var i = 0; i < 5; i++) Refuse(new ProofUserId("ann"), ProofErrorType.QueueFull);
        Refuse(new ProofUserId("bob"), ProofErrorType.QueueFull);
        Assert.That(_recorded.Select(happened => happened.UserId), Is.EqualTo(new ProofUserId[] { new("ann"), new("bob") }));
        Assert.That(
            (_recorded[0].RequestId, _recorded[0].Error, _recorded[0].Count),
            Is.EqualTo(((Guid?)first, ProofErrorType.AccessDenied, 0L)));

        _time.Advance(Window - TimeSpan.FromTicks(1));
        Assert.That(_recorded, Has.Count.EqualTo(2));
        _time.Advance(TimeSpan.FromTicks(1));

        var counted = _recorded[2..].Single();
        Assert.That(
            (counted.UserId, counted.RequestId, counted.Error, counted.Count),
            Is.EqualTo((new ProofUserId("ann"), (Guid?)null, ProofErrorType.QueueFull, 8L)));
        Assert.That(counted.Detail, Is.EqualTo("Further refusals within 00:01:00: QueueFull 5, AccessDenied 3."));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(_recorded, Has.Count.EqualTo(3));
        Refuse(new ProofUserId("ann"), ProofErrorType.AccessDenied);
        Assert.That(_recorded, Has.Count.EqualTo(4), "The first of another window.");
    }

    [Test]
    public void Record_OfMoreUsersThanAreRemembered_CountsTheOthersByReasonAlone()
    {
        for (var i = 0; i < RefusalAggregator.MostUsers; i++) Refuse(new ProofUserId($"user {i}"), ProofErrorType.AccessDenied);
        for (var i = 0; i < 700; i++) Refuse(new ProofUserId($"other {i}"), i % 7 == 0 ? ProofErrorType.QueueFull : ProofErrorType.AccessDenied);
        Refuse(new ProofUserId("user 3"), ProofErrorType.AccessDenied);
        Assert.That(_recorded, Has.Count.EqualTo(RefusalAggregator.MostUsers));

        _refusals.Flush();

        Assert.That(
            _recorded[RefusalAggregator.MostUsers..].Select(happened => (happened.UserId, happened.Error, happened.Count)),
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
        Refuse(new ProofUserId("ann"), ProofErrorType.AccessDenied);
        _refusals.Flush();

        Assert.That(_recorded, Has.Count.EqualTo(1));
    }

    [Test]
    public void Record_OfARequestThatTheTrailKnows_IsNeverOnlyCounted()
    {
        Refuse(new ProofUserId("ann"), ProofErrorType.AccessDenied);
        var known = Refuse(new ProofUserId("ann"), ProofErrorType.QueueFull, isKnown: true);

        Assert.That(_recorded[1..].Single().RequestId, Is.EqualTo(known));
    }

    private Guid Refuse(ProofUserId user, ProofErrorType error, bool isKnown = false)
    {
        var request = new PendingRequest(
            new RequestScope(Guid.NewGuid(), null), PipelineWorld.Request(user: user), PipelineWorld.Now, 0, new ProofPipelineOptions())
        {
            IsAudited = isKnown,
        };
        _refusals.Record(request, error);
        return request.Id;
    }
}
