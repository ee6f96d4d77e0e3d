using System.Text;
using System.Text.Json;
using CsCheck;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Audit;

[TestFixture]
public sealed class AuditTrailTests
{
    [Test]
    public async Task Record_GivesTimeNumberAndHash()
    {
        await using var world = new AuditWorld();
        var request = Guid.NewGuid();

        world.Trail.Record(new AuditEvent { Action = AuditAction.Requested, RequestId = request, UserId = new("ann") });
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.Trail.Record(new AuditEvent
        {
            Action = AuditAction.Failed,
            RequestId = request,
            UserId = new("ann"),
            Error = ProofErrorType.OutOfMemory,
            Attempt = 3,
            Detail = "Large",
        });

        var entries = world.Trail.Recent();
        Assert.That(entries.Select(entry => entry.Sequence), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(entries.Select(entry => entry.At), Is.EqualTo(new[] { PipelineWorld.Now, PipelineWorld.Now.AddSeconds(2) }));
        Assert.That(entries.Select(entry => entry.Outcome), Is.EqualTo(new[] { AuditOutcome.Ongoing, AuditOutcome.Failed }));
        var last = entries[1];
        Assert.That(
            (last.Action, last.RequestId, last.UserId, last.Error, last.Attempt, last.Detail),
            Is.EqualTo((AuditAction.Failed, request, new ProofUserId("ann"), ProofErrorType.OutOfMemory, 3, "Large")));
        Assert.That(entries.Select(entry => entry.Hash), Is.Unique.And.All.Match("^[0-9a-f]{64}$"));
        Assert.That(world.Trail.Head, Is.EqualTo(new AuditAnchor(2, last.Digest)));
        Assert.That(last.ToString(), Does.Not.Contain("ann").And.Contain("Failed"));
    }

    // Computed with Python's hashlib and hmac, from what AuditVerifier documents.
    [TestCase(false, "d82dae6ef289de47a129b66d2aca0bb3f1e63137bb28605ea70383103ea57b95", "31803ea62c7496401a6050d0283019a696a182a091718c4f38271884e82477fd")]
    [TestCase(true, "a6c3cdf2006fd1d87bef25c143f875c84c3fcbf2322111818e6b224ef9c9ea2e", "b93acfcdcb89cfac57c53bdb8b303f75a490d116ea049f17f8fc9da58e3a6ca4")]
    public async Task Hash_IsTheDocumentedOne(bool isKeyed, string first, string second)
    {
        await using var world = new AuditWorld(new AuditOptions { Key = isKeyed ? AuditWorld.Key : [] });

        world.Trail.Record(new AuditEvent
        {
            Action = AuditAction.Requested,
            RequestId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            UserId = new("ann"),
        });
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        world.Trail.Record(new AuditEvent
        {
            Action = AuditAction.KeyRefused,
            Error = ProofErrorType.ProvingKeyRejected,
            Attempt = 2,
            Detail = "größer",
        });

        Assert.That(world.Trail.Recent().Select(entry => entry.Hash), Is.EqualTo(new[] { first, second }));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(10)]
    [TestCase(11)]
    [TestCase(35)]
    public async Task FullRing_LosesTheOldest_AndItsAnchorSaysWhatWasBefore(int count)
    {
        await using var world = new AuditWorld(new AuditOptions { Capacity = 10 });

        world.Record(count);

        var kept = Math.Min(count, 10);
        Assert.That(world.Trail.Recent().Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(count - kept + 1, kept)));
        Assert.That(world.Trail.Anchor.Sequence, Is.EqualTo(count - kept));
        Assert.That(world.Trail.Head.Sequence, Is.EqualTo(count));
        var verification = world.Trail.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That((verification.Count, verification.Anchor), Is.EqualTo(((long)kept, world.Trail.Anchor)));
    }

    [Test]
    public async Task Anchor_IsTheHashOfTheEntryThatWasEvicted()
    {
        await using var small = new AuditWorld(new AuditOptions { Capacity = 10 });
        await using var large = new AuditWorld();

        small.Record(25);
        large.Record(25);

        Assert.That(small.Trail.Anchor.Hash, Is.EqualTo(large.Trail.Recent()[14].Hash));
        Assert.That(small.Trail.Head, Is.EqualTo(large.Trail.Head));
    }

    [Test]
    public async Task Defaults_KeepAThousandEntries()
    {
        await using var world = new AuditWorld();

        world.Record(1_100);

        Assert.That(world.Trail.Recent(), Has.Count.EqualTo(1_000));
        Assert.That(world.Trail.Verify().IsIntact, Is.True);
    }

    [Test]
    public async Task Queries_FindByRequestByUserAndTheLatest()
    {
        await using var world = new AuditWorld();
        world.Record(40);
        var all = world.Trail.Recent();
        var request = AuditWorld.Event(9).RequestId!.Value;

        Assert.That(world.Trail.GetByRequest(request), Is.EqualTo(all.Where(entry => entry.RequestId == request)).And.Not.Empty);
        Assert.That(world.Trail.GetByUser(new("user-2")), Is.EqualTo(all.Where(entry => entry.UserId == new ProofUserId("user-2"))).And.Not.Empty);
        Assert.That(world.Trail.GetByUser(default), Is.EqualTo(all.Where(entry => entry.UserId.IsNone)).And.Not.Empty);
        Assert.That(world.Trail.GetByRequest(Guid.NewGuid()), Is.Empty);
        Assert.That(world.Trail.Recent(3), Is.EqualTo(all.TakeLast(3)));
        Assert.That(world.Trail.Recent(0), Is.Empty);
        Assert.That(() => world.Trail.Recent(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Refusals_HaveARingAndAChainOfTheirOwn()
    {
        await using var world = new AuditWorld(new AuditOptions { Capacity = 10, Key = AuditWorld.Key });

        world.Record(4).Refuse(25).Record(2);

        Assert.That(world.Trail.Recent().Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(world.Trail.Recent(), Has.None.Matches<AuditEntry>(entry => entry.IsRefusal));
        Assert.That(world.Trail.RecentRefusals().Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(16, 10)));
        Assert.That(world.Trail.RecentRefusals(3).Select(entry => entry.Count), Is.EqualTo(new[] { 1, 2, 0 }));
        Assert.That((world.Trail.Head.Sequence, world.Trail.RefusalHead.Sequence), Is.EqualTo((6L, 25L)));
        var verification = world.Trail.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That(
            (verification.Count, verification.RefusalAnchor.Sequence, verification.RefusalHead),
            Is.EqualTo((16L, 15L, world.Trail.RefusalHead)));
        Assert.That(AuditVerifier.VerifyExport(world.Export(), AuditWorld.Key).ToString(), Is.EqualTo("intact"));
    }

    [Test]
    public async Task Queries_GiveRefusalsAndTheRestInTheirOrder()
    {
        await using var world = new AuditWorld();
        foreach (var action in new[] { AuditAction.Requested, AuditAction.Refused, AuditAction.Completed, AuditAction.Refused })
            world.Trail.Record(new AuditEvent { Action = action, UserId = new("ann") });

        Assert.That(
            world.Trail.GetByUser(new("ann")).Select(entry => entry.Action),
            Is.EqualTo(new[] { AuditAction.Requested, AuditAction.Refused, AuditAction.Completed, AuditAction.Refused }));
    }

    [Test]
    public async Task Clock_ThatJumpsBothWays_LeavesTheOrder()
    {
        var clock = new JumpingClock();
        await using var trail = new AuditTrail(new AuditOptions(), [], clock, new RecordingLogger<AuditTrail>());

        foreach (var jump in new[] { 0, 3600, -7200, 10, -1, 86_400 * 365, -86_400 * 400 })
        {
            clock.Now += TimeSpan.FromSeconds(jump);
            trail.Record(AuditWorld.Event(1));
        }

        Assert.That(trail.Recent().Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 7)));
        Assert.That(trail.Recent().Select(entry => entry.At), Is.Not.Ordered);
        Assert.That(trail.Verify().ToString(), Is.EqualTo("intact"));
    }

    [Test]
    public async Task Detail_OfTenMegabytes_IsCutOff()
    {
        await using var world = new AuditWorld();

        world.Trail.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = new string('é', 10 << 20) });

        Assert.That(world.Trail.Recent()[0].Detail, Has.Length.EqualTo(AuditEvent.MaxDetailLength));
        Assert.That(world.Export(), Has.Length.LessThan(5_000));
        Assert.That(world.Trail.Verify().IsIntact, Is.True);
    }

    [Test]
    public async Task Detail_WhateverItHolds_StaysOnOneLineAndCanBeVerified()
    {
        await using var world = new AuditWorld();
        var text = Gen.OneOf(
            Gen.Char, Gen.Char['\0', '\u001f'], Gen.Char['\u0080', '\u00ad'], Gen.Char['\u2028', '\u202e'], Gen.Char['\ud800', '\udfff']);

        text.Array[0, 600].Select(characters => new string(characters)).Sample(
            detail =>
            {
                world.Trail.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = detail });
                var kept = world.Trail.Recent(1)[0].Detail!;
                return kept.Length <= AuditEvent.MaxDetailLength
                    && kept.EnumerateRunes().All(rune => rune.Value == 0xFFFD || !ProofUserId.CouldForgeALine(rune))
                    && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)) == kept;
            },
            iter: 200, threads: 1);

        Assert.That(AuditVerifier.VerifyExport(world.Export()).ToString(), Is.EqualTo("intact"));
        Assert.That(world.Export(), Has.None.EqualTo((byte)'\n').And.All.InRange(32, 126));
    }

    [Test]
    public async Task Record_OfWhatIsNotDefined_IsRefused()
    {
        await using var world = new AuditWorld();

        Assert.That(
            () => world.Trail.Record(new AuditEvent { Action = (AuditAction)99 }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => world.Trail.Record(new AuditEvent { Action = AuditAction.Failed, Error = (ProofErrorType)99 }),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => world.Trail.Record(new AuditEvent { Action = AuditAction.Failed, Attempt = -1 }),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => world.Trail.Record(new AuditEvent { Action = AuditAction.Refused, Count = -1 }),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(world.Trail.Recent(), Is.Empty);
    }

    [Test]
    public async Task Export_WhileOthersRecord_IsAlwaysOfOneMoment()
    {
        await using var world = new AuditWorld(new AuditOptions { Capacity = 50 });
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Record(500))).ToArray();
        var exports = new List<byte[]>();

        do exports.Add(world.Export());
        while (!Task.WhenAll(writers).IsCompleted);

        Assert.That(exports.Select(export => AuditVerifier.VerifyExport(export).ToString()), Is.All.EqualTo("intact"));
        Assert.That(world.Trail.Head.Sequence, Is.EqualTo(2_000));
        Assert.That(world.Trail.Verify().ToString(), Is.EqualTo("intact"));
    }

    [Test]
    public async Task Export_IsReadableJson()
    {
        await using var world = new AuditWorld();
        world.Record(3);

        using var json = JsonDocument.Parse(world.Export());

        var root = json.RootElement;
        Assert.That(root.GetProperty("format").GetString(), Is.EqualTo("shadowgraph.proofs/audit/v1"));
        Assert.That(root.GetProperty("head").GetProperty("hash").GetString(), Is.EqualTo(world.Trail.Head.Hash));
        var second = root.GetProperty("entries")[1];
        Assert.That(
            second.EnumerateObject().Select(property => property.Name),
            Is.EqualTo(new[] { "sequence", "at", "action", "outcome", "request", "user", "attempt", "detail", "hash" }));
        Assert.That(second.GetProperty("detail").GetString(), Is.EqualTo(AuditWorld.Event(1).Detail));
    }

    [Test]
    public async Task Export_ToAStreamThatFails_FailsAlone()
    {
        await using var world = new AuditWorld();
        world.Record(100);

        Assert.That(() => world.Trail.ExportAsync(new MemoryStream(new byte[100])), Throws.TypeOf<NotSupportedException>());
        Assert.That(AuditVerifier.VerifyExport(world.Export()).IsIntact, Is.True);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = PipelineWorld.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
