using Shadowgraph.Proofs.Access;

namespace Shadowgraph.Proofs.Tests.Access;

[TestFixture]
public sealed class AccessListTests
{
    private const string Address = "0xabcdefabcdefabcdefabcdefabcdefabcdefabcd";
    private static ProofUserId Nobody => default;

    [Test]
    public async Task Decide_WithEmptyLists_LetsEveryoneIn()
    {
        var list = new AccessList(new AccessOptions());

        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.True);
        Assert.That(await DecideAsync(list, Nobody), Is.True);
    }

    [TestCase("ann", true)]
    [TestCase("bob", false)]
    public async Task Decide_WithAnAllowList_LetsInWhoIsOnIt(string user, bool allowed)
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" } });

        Assert.That(await DecideAsync(list, new ProofUserId(user)), Is.EqualTo(allowed));
    }

    [TestCase("ann", true)]
    [TestCase("bob", false)]
    public async Task Decide_WithABlockListAlone_RefusesWhoIsOnIt(string user, bool allowed)
    {
        var list = new AccessList(new AccessOptions { Blocked = { "bob" } });

        Assert.That(await DecideAsync(list, new ProofUserId(user)), Is.EqualTo(allowed));
    }

    [Test]
    public async Task Decide_AboutWhoIsOnBothLists_Refuses()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" }, Blocked = { "ann" } });

        var decision = await list.DecideAsync(new("ann"));

        Assert.That(decision.IsAllowed, Is.False);
        Assert.That(decision.Reason, Is.EqualTo("The user is blocked."));
    }

    [Test]
    public async Task Decide_AboutAddresses_DisregardsTheirCase([Values] bool upperInList)
    {
        var (listed, asking) = upperInList ? ("0x" + Address[2..].ToUpperInvariant(), Address) : (Address, "0X" + Address[2..].ToUpperInvariant());
        var list = new AccessList(new AccessOptions { Blocked = { listed } });

        Assert.That(await DecideAsync(list, new ProofUserId(asking)), Is.False);
    }

    [TestCase("Ann", "ann")]
    [TestCase("ann", "ANN")]
    [TestCase(Address, "abcdefabcdefabcdefabcdefabcdefabcdefabcd")]
    public async Task Decide_AboutAnIdInAnotherForm_IsAboutTheSameUser(string listed, string asking)
    {
        var list = new AccessList(new AccessOptions { Blocked = { listed } });

        Assert.That(await DecideAsync(list, new ProofUserId(asking)), Is.False);
    }

    [TestCase(MissingUserAccess.AsUnlisted, false, true)]
    [TestCase(MissingUserAccess.AsUnlisted, true, false)]
    [TestCase(MissingUserAccess.Allowed, false, true)]
    [TestCase(MissingUserAccess.Allowed, true, true)]
    [TestCase(MissingUserAccess.Denied, false, false)]
    [TestCase(MissingUserAccess.Denied, true, false)]
    public async Task Decide_AboutNobody_FollowsTheOption(MissingUserAccess access, bool isClosed, bool allowed)
    {
        var list = new AccessList(new AccessOptions { MissingUser = access, Mode = isClosed ? AccessMode.Closed : AccessMode.Open });

        var decision = await list.DecideAsync(Nobody);

        Assert.That(decision.IsAllowed, Is.EqualTo(allowed));
        Assert.That(decision.Reason, allowed ? Is.Empty : Does.Contain("names no user"));
    }

    [Test]
    public async Task Changes_HaveEffectOnTheNextDecision()
    {
        var list = new AccessList(new AccessOptions());

        Assert.That(list.Block(new("ann")), Is.True);
        Assert.That(list.Block(new("ann")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        Assert.That(list.Unblock(new("ann")), Is.True);
        Assert.That(list.Unblock(new("ann")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.True);
    }

    /// <summary>Nothing but the mode opens or closes the door: names come and go on both sides of it.</summary>
    [Test]
    public async Task Names_DoNotChangeTheMode()
    {
        var list = new AccessList(new AccessOptions());

        Assert.That(list.Allow(new("bob")), Is.True);
        Assert.That(list.Allow(new("bob")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.True, "Open: a name on the allow list locks nobody out.");
        Assert.That(list.SetMode(AccessMode.Closed), Is.True);
        Assert.That(list.SetMode(AccessMode.Closed), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.True);
        Assert.That(list.Disallow(new("bob")), Is.True);
        Assert.That(list.Disallow(new("bob")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.False, "Closed: without the last name nobody is let in.");
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        Assert.That(await DecideAsync(list, Nobody), Is.False);
        Assert.That(list.Mode, Is.EqualTo(AccessMode.Closed));
        Assert.That(list.SetMode(AccessMode.Open), Is.True);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.True);
    }

    [Test]
    public async Task ClosedDoor_WithAnEmptyList_LetsNobodyIn()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed });

        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        list.Replace(AccessMode.Closed, [], []);
        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        Assert.That(await DecideAsync(list, Nobody), Is.False);
    }

    [Test]
    public async Task AllowList_ForAnOpenDoor_IsRefused()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" } });

        Assert.That(() => new AccessList(new AccessOptions { Allowed = { "ann" } }), Throws.ArgumentException.With.Message.Contains("Closed"));
        Assert.That(() => list.Replace(AccessMode.Open, [new ProofUserId("ann")], []), Throws.ArgumentException.With.Message.Contains("Closed"));
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.False, "Nothing was replaced.");
        list.Replace(AccessMode.Open, [], []);
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.True);
    }

    [Test]
    public void Mode_ThatIsNone_IsRefused()
    {
        var list = new AccessList(new AccessOptions());

        Assert.That(() => new AccessList(new AccessOptions { Mode = (AccessMode)2 }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new AccessList(new AccessOptions { MissingUser = (MissingUserAccess)3 }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => list.SetMode((AccessMode)2), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => list.Replace((AccessMode)2, [], []), Throws.InstanceOf<ArgumentException>());
        Assert.That(list.Mode, Is.EqualTo(AccessMode.Open));
    }

    [Test]
    public void Lists_AreCopies()
    {
        var options = new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" }, Blocked = { "bob" } };
        var list = new AccessList(options);
        options.Allowed.Clear();
        var before = list.Blocked;
        list.Block(new("eve"));

        Assert.That(list.Allowed, Is.EqualTo(new ProofUserId[] { new ProofUserId("ann") }));
        Assert.That(before, Is.EqualTo(new ProofUserId[] { new ProofUserId("bob") }));
        Assert.That(list.Blocked, Is.EquivalentTo(new ProofUserId[] { new ProofUserId("bob"), new ProofUserId("eve") }));
    }

    [Test]
    public async Task Replace_PutsBothListsInPlace()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" }, Blocked = { "bob" } });

        list.Replace(AccessMode.Closed, [new ProofUserId("bob"), new ProofUserId("eve")], [new ProofUserId("eve")]);

        Assert.That(await DecideAsync(list, new ProofUserId("ann")), Is.False);
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.True);
        Assert.That(await DecideAsync(list, new ProofUserId("eve")), Is.False);
    }

    [Test]
    public async Task EmptyUserId_OnAnyList_IsRefused()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" } });

        Assert.That(() => new AccessList(null!), Throws.ArgumentNullException);
        Assert.That(() => new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "" } }), Throws.ArgumentException);
        Assert.That(() => new AccessList(new AccessOptions { Blocked = { "a\u200bb" } }), Throws.ArgumentException);
        Assert.That(() => list.Allow(Nobody), Throws.ArgumentException.With.Message.Contains(nameof(AccessOptions.MissingUser)));
        Assert.That(() => list.Block(Nobody), Throws.ArgumentException);
        Assert.That(() => list.Replace(AccessMode.Closed, [], [Nobody]), Throws.ArgumentException);
        Assert.That(await DecideAsync(list, new ProofUserId("bob")), Is.False, "Nothing was replaced.");
    }

    [Test]
    public void Decide_Cancelled_Throws() => Assert.That(
        async () => await new AccessList(new AccessOptions()).DecideAsync(new("ann"), new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    /// <summary>Two users change places on the allow list all the time: the list is never seen empty, which would let anyone in.</summary>
    [Test]
    public async Task Decide_WhileTheListsAreReplaced_NeverSeesThemHalfDone()
    {
        var list = new AccessList(new AccessOptions { Mode = AccessMode.Closed, Allowed = { "ann" } });
        using var stop = new CancellationTokenSource();
        var changes = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                list.Replace(AccessMode.Closed, [new ProofUserId(i % 2 == 0 ? "bob" : "ann")], [new ProofUserId(i % 2 == 0 ? "ann" : "bob")]);
                list.Block(new("mallory"));
            }
        });

        var intruders = 0;
        for (var i = 0; i < 50_000; i++) intruders += await DecideAsync(list, new ProofUserId("eve")) ? 1 : 0;
        await stop.CancelAsync();
        await changes;

        Assert.That(intruders, Is.Zero);
    }

    private static async Task<bool> DecideAsync(AccessList list, ProofUserId user) => (await list.DecideAsync(user)).IsAllowed;
}
