using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>Links start from nothing, hand on what they have summed up, and only the last one speaks.</summary>
[TestFixture]
public sealed class LinkForgeryTests
{
    private static readonly IReadOnlyList<ReputationLinkWitness> Links = Forgery.Long.Links(Systems.TinySlots);

    private static readonly LinkState Invented = new(1, 2, 3, 4, 5);

    [TestCase("previousChain", "starts from nothing/chain")]
    [TestCase("previousCount", "starts from nothing/count")]
    [TestCase("previousR", "starts from nothing/R")]
    [TestCase("previousS", "starts from nothing/S")]
    [TestCase("previousQ", "starts from nothing/Q")]
    [TestCase("previousBlinding", "previous state/no blinding where nothing is committed")]
    public void FirstLink_ThatStartsFromSomething_IsRefused(string input, string label)
    {
        Assert.That(Forgery.Violations(Forgery.Claim, (input, 1)), Does.Contain(label));
    }

    [Test]
    public void FirstLink_WithEvidenceFromNowhere_IsStoppedByItsStartAlone()
    {
        Assert.That(Forgery.Violations(Forgery.Claim, ("previousR", 1 << 30)), Is.EqualTo(new[] { "starts from nothing/R" }));
    }

    [Test]
    public void LaterLink_WithSumsOtherThanCommitted_IsRefused([Values("Chain", "Count", "R", "S", "Q")] string part)
    {
        var honest = Links[2].Previous;
        var forged = part switch
        {
            "Chain" => honest with { Chain = 5 },
            "Count" => honest with { Count = 5 },
            "R" => honest with { R = 5 },
            "S" => honest with { S = 5 },
            _ => honest with { Q = 5 },
        };

        Assert.That(Forgery.Violations(Links[2] with { Previous = forged }), Does.Contain("previous state/state"));
    }

    [Test]
    public void LaterLink_AtAnotherTime_IsRefused()
    {
        Assert.That(Forgery.Violations(Links[2] with { AsOf = Links[2].AsOf - Fr.One }), Is.EqualTo(new[] { "previous state/state" }));
    }

    [Test]
    public void MiddleLink_ThatHandsOnAnotherState_IsRefused()
    {
        foreach (var state in new[] { Links[1].NextState + Fr.One, Invented.Commit(Links[1].AsOf, Links[1].NextBlinding) })
            Assert.That(Forgery.Violations(Links[1] with { NextState = state }), Is.EqualTo(new[] { "next state/state" }));
    }

    [Test]
    public void MiddleLink_NotFull_IsRefused([Values(1, 24, 47)] int attestations)
    {
        var after = Forgery.Long.StateAfter(attestations);
        var link = Links[0] with
        {
            Attestations = [.. Links[0].Attestations.Take(attestations)],
            NextState = after.Commit(Links[0].AsOf, Links[0].NextBlinding),
        };

        Assert.That(Forgery.Violations(link), Is.EqualTo(new[] { "a link before the last is full" }));
    }

    [Test]
    public void FirstLink_Empty_IsRefused()
    {
        var empty = Forgery.Claim with { Attestations = [] };
        var nothing = LinkState.Start.Commit(Links[0].AsOf, Links[0].NextBlinding);

        Assert.That(Forgery.Violations(empty), Does.Contain("the first link is not empty").And.Contain("score/some evidence is active"));
        Assert.That(
            Forgery.Violations(Links[0] with { Attestations = [], NextState = nothing }),
            Is.EqualTo(new[] { "the first link is not empty", "a link before the last is full" }));
    }

    [TestCase("registryRoot", "membership/root")]
    [TestCase("scope", "signals/scope is 0 before the last link")]
    [TestCase("nullifier", "subject/nullifier")]
    [TestCase("recipient", "signals/recipient is 0 before the last link")]
    [TestCase("minScore", "signals/minScore is 0 before the last link")]
    [TestCase("maxScore", "signals/maxScore is 0 before the last link")]
    public void MiddleLink_ThatSetsASignalOfTheLast_IsRefused(string signal, string label)
    {
        Assert.That(Forgery.Violations(Links[1], (signal, 1)), Is.EqualTo(new[] { label }));
    }

    [Test]
    public void MiddleLink_ThatNamesASubject_IsRefused()
    {
        Assert.That(Forgery.Violations(Links[1], ("subject", 1)), Does.Contain("signals/subject is 0 before the last link"));
    }

    [TestCase("contexts", "membership/no contexts before the last link")]
    [TestCase("salt", "membership/no salt before the last link")]
    [TestCase("secret", "subject/no secret unless anonymous")]
    [TestCase("included[0]", "membership/level[0]/included/not above the one before")]
    [TestCase("side[0]", "membership/level[0]/side is 0 or 1 and only 0 at an unused level")]
    [TestCase("sibling[0]", "membership/level[0]/sibling is 0 at an unused level")]
    public void MiddleLink_WithWhatOnlyTheLastNeeds_IsRefused(string input, string label)
    {
        Assert.That(Forgery.Violations(Links[1], (input, 1)), Does.Contain(label));
    }

    [Test]
    public void LastLink_WithABlinding_IsRefused()
    {
        Assert.That(
            Forgery.Violations(Links[2] with { NextBlinding = 5 }),
            Is.EqualTo(new[] { "next state/no blinding where nothing is committed" }));
    }

    [Test]
    public void MiddleLink_CalledTheLast_IsRefused()
    {
        // Inverse 0 makes the flag "not the last" 0. Then it would speak for a leaf that it hasn't seen to its end.
        var claim = Forgery.Long with { Attestations = [.. Forgery.Long.Attestations.Take(Systems.TinySlots)] };
        var link = claim.OneLink() with { NextState = 5 };

        Assert.That(
            Forgery.Violations(link, ("not the last link/inverse", 0)),
            Is.EqualTo(new[] { "not the last link/flag is 1 if the value is not 0", "next state/state" }));
    }

    [Test]
    public void LaterLink_CalledTheFirst_IsRefused()
    {
        var link = Forgery.Claim.OneLink() with { PreviousState = 5 };

        Assert.That(
            Forgery.Violations(link, ("not the first link/inverse", 0)),
            Is.EqualTo(new[] { "not the first link/flag is 1 if the value is not 0", "previous state/state" }));
    }

    [Test]
    public void FirstLink_CalledALaterOne_IsRefused()
    {
        // Flag 1 with previousState 0 would let sums be invented, if their hash could be 0.
        Assert.That(
            Forgery.Violations(Forgery.Claim, ("not the first link/flag", 1), ("previousR", 1 << 30)),
            Is.EqualTo(new[] { "not the first link/flag", "previous state/state" }));
    }

    [Test]
    public void LoneLastLink_WithAnInventedState_Passes_SoVerifiersMustPinTheStates()
    {
        var claim = Forgery.Claim;
        var link = claim.OneLink();
        var before = LinkState.Start with { R = Fr.FromBigInteger(claim.Sums.S) };
        link = link with { Previous = before, PreviousBlinding = 5, PreviousState = before.Commit(link.AsOf, 5) };

        Assert.That(Forgery.Violations(link), Is.Empty);
    }

    [Test]
    public void LoneMiddleLink_WithAnInventedState_Passes_SoVerifiersMustPinTheStates()
    {
        var before = Links[1].Previous with { R = 7 };
        var gained = Forgery.Long.StateAfter(2 * Systems.TinySlots).R - Links[1].Previous.R;
        var after = Forgery.Long.StateAfter(2 * Systems.TinySlots) with { R = gained + 7 };
        var link = Links[1] with
        {
            Previous = before,
            PreviousState = before.Commit(Links[1].AsOf, Links[1].PreviousBlinding),
            NextState = after.Commit(Links[1].AsOf, Links[1].NextBlinding),
        };

        Assert.That(Forgery.Violations(link), Is.Empty);
    }
}
