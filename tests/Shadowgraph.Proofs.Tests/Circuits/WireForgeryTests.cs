using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>No wire of an honest witness may have another value, alone; and inputs leave no other wires a choice, together.</summary>
[TestFixture]
[Parallelizable]
public sealed class WireForgeryTests
{
    private static readonly Dictionary<string, ReputationLinkWitness> Links = new()
    {
        ["disclosed"] = Forgery.Claim.OneLink(),
        ["anonymous"] = (Forgery.Claim with { Subject = 0, MinScore = null, MaxScore = null }).OneLink(),
        ["depth 0"] = (Forgery.Claim with { Siblings = [], Sides = [] }).OneLink(),
        ["first of three"] = Forgery.Long.Links(Systems.TinySlots)[0],
        ["second of three"] = Forgery.Long.Links(Systems.TinySlots)[1],
        ["last of three"] = Forgery.Long.Links(Systems.TinySlots)[2],
        ["all expired before the last"] = AllExpired(Forgery.Long).Links(Systems.TinySlots)[0],
    };

    private static IEnumerable<string> LinkNames => Links.Keys;

    [TestCaseSource(nameof(LinkNames))]
    public void EveryWire_ChangedAlone_BreaksAConstraint(string link)
    {
        AssertNoFreeWire(Systems.Tiny, Links[link].ToInputs(Systems.TinySlots));
    }

    [TestCaseSource(nameof(LinkNames))]
    public void EveryWire_ButTheInputs_IsDeterminedByThem(string link)
    {
        using var inputs = Links[link].ToInputs(Systems.TinySlots);
        using var witness = Systems.Tiny.Solve(inputs);

        var undetermined = Determination.Undetermined(Systems.Tiny.R1cs, witness.Values);
        Assert.That(undetermined.Select(wire => Systems.Tiny.Labels.OfWire(wire)), Is.Empty);
    }

    [Test]
    public void EveryWire_OfTheSmallCircuit_ChangedAlone_BreaksAConstraint()
    {
        var link = new ClaimGenerator(5).Claim(60, anonymous: true).OneLink();

        AssertNoFreeWire(Systems.Of(CircuitSize.Small), link.ToInputs(CircuitSize.Small));
    }

    [TestCase(CircuitSize.Medium)]
    [TestCase(CircuitSize.Large)]
    [Category("Long")]
    public void EveryWire_OfTheLargerCircuits_ChangedAlone_BreaksAConstraint(CircuitSize size)
    {
        var slots = size.Capacity();
        foreach (var link in new ClaimGenerator(6).Claim(3 * slots - 7).Links(slots))
            AssertNoFreeWire(Systems.Of(size), link.ToInputs(size));
    }

    [Test]
    public void EveryPublicSignal_ChangedAlone_BreaksAConstraint([Range(0, ReputationSignals.Count - 1)] int signal)
    {
        using var inputs = Forgery.Claim.OneLink().ToInputs(Systems.TinySlots);
        using var witness = Systems.Tiny.SolveUnchecked(inputs, (_, value) => value);
        var values = witness.Values.ToArray();
        values[1 + signal] += Fr.One;

        Assert.That(ConstraintAudit.Violated(Systems.Tiny.R1cs, values), Is.Not.Empty);
    }

    private static PlainClaim AllExpired(PlainClaim claim) => claim with
    {
        Attestations = [.. claim.Attestations.Select((each, i) => i < 120 ? each with { Expiry = claim.AsOf } : each)],
    };

    private static void AssertNoFreeWire(ConstraintSystem system, CircuitInputs inputs)
    {
        using (inputs)
        {
            using var witness = system.Solve(inputs);
            Assert.That(new ConstraintAudit(system.R1cs).FreeWires(witness.Values).Select(wire => system.Labels.OfWire(wire)), Is.Empty);
        }
    }
}
