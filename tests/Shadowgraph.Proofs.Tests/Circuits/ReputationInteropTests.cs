using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>
/// The statement in circom, with circomlib's gadgets, says the same to the same inputs: honest, mutated, and on the edge.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class ReputationInteropTests
{
    private const int Mutations = 200;

    [Test]
    public void Circom_OnTheSameInputs_AcceptsAndRefusesTheSame()
    {
        var cases = Cases().ToList();

        var verdicts = Ask(cases.Select(each => each.Inputs));

        Assert.That(verdicts, Has.Count.EqualTo(cases.Count));
        for (var i = 0; i < cases.Count; i++) Assert.That(verdicts[i], Is.EqualTo(cases[i].Signals), cases[i].Name);
        Assert.That(cases.Count(each => each.Signals is not null), Is.InRange(60, cases.Count - 150), "both verdicts occur");
    }

    private static IEnumerable<Case> Cases()
    {
        var links = Honest().ToList();
        foreach (var (name, link) in links) yield return Decide(name, link);
        foreach (var (name, claim) in Edges()) yield return Decide(name, claim.Links(Systems.TinySlots).Single());
        foreach (var (link, forged) in Forged())
            yield return Decide("forged", link, (wire, honest) => forged.GetValueOrDefault(Systems.Tiny.Labels.OfWire(wire), honest));

        var random = new Random(2026);
        for (var i = 0; i < Mutations; i++)
        {
            var (name, link) = links[random.Next(links.Count)];
            yield return Decide($"{name}, mutation {i}", link, Mutation(random));
        }
    }

    private static IEnumerable<(string Name, ReputationLinkWitness Link)> Honest()
    {
        for (var seed = 100; seed < 112; seed++)
        {
            var count = seed switch { 100 => 1, 101 => 48, 102 => 96, _ => 1 + 5 * (seed % 29) };
            var claim = new ClaimGenerator(seed).Claim(count, anonymous: seed % 3 == 0, depth: seed % 5);
            var links = claim.Links(Systems.TinySlots, emptyLast: seed == 102);
            for (var i = 0; i < links.Count; i++) yield return ($"seed {seed}, link {i + 1} of {links.Count}", links[i]);
        }
    }

    /// <summary>Claims that are consistent but for one thing, on both sides of its bound.</summary>
    private static IEnumerable<(string Name, PlainClaim Claim)> Edges()
    {
        foreach (var power in new[] { 20, 40 })
        {
            for (var more = -1; more <= 1; more++)
            {
                var value = BigInteger.Pow(2, power) + more;
                yield return ($"r = {value}", Forgery.WithAttestation(2, each => each with { R = value }));
                yield return ($"s = {value}", Forgery.WithAttestation(2, each => each with { S = value }));
                yield return ($"a = {value}", Forgery.WithAttestation(2, each => each with { A = value }));
                yield return ($"w = {value}", Forgery.WithAttestation(2, each => each with { W = value }));
                yield return ($"expiry = {value}", Forgery.WithAttestation(2, each => each with { Expiry = value }));
                yield return ($"asOf = {value}", Forgery.Claim with { AsOf = value });
                yield return ($"max = {value}", Forgery.Claim with { MaxScore = value });
            }
        }

        var score = Forgery.Claim.Sums.Score;
        var end = ClaimGenerator.AsOf + BigInteger.Pow(2, 40);
        for (var more = -1; more <= 1; more++)
        {
            yield return ($"w = 2^16 + {more}", Forgery.WithAttestation(2, each => each with { W = (1 << 16) + more }));
            yield return ($"expiry = asOf + {more}", Forgery.WithAttestation(2, each => each with { Expiry = ClaimGenerator.AsOf + more }));
            yield return ($"expiry = asOf + 2^40 + {more}", Forgery.WithAttestation(2, each => each with { Expiry = end + more }));
            yield return ($"min = score + {more}", Forgery.Claim with { MinScore = score + more });
            yield return ($"max = score + {more}", Forgery.Claim with { MaxScore = score + more });
            yield return ($"max = 10^6 + {more}", Forgery.Claim with { MaxScore = 1_000_000 + more });
            yield return ($"min = {more}", Forgery.Claim with { MinScore = more });
            yield return ($"asOf = {more}", Forgery.Claim with { AsOf = more });
            yield return ($"subject = 2^160 + {more}", Forgery.Claim with { Subject = BigInteger.Pow(2, 160) + more });
            yield return ($"count off by {more}", Forgery.Claim with { ForgedCount = 25 + more });
        }

        yield return ("nothing active", Forgery.Claim with { AsOf = ClaimGenerator.AsOf + 100_000 });
        yield return ("nothing at all", Forgery.Claim with { Attestations = [] });
        var hidden = Forgery.Claim with { Subject = 0 };
        yield return ("hidden subject as an address", hidden with { Subject = hidden.SubjectKey.ToBigInteger() });
    }

    /// <summary>Links to which all is fitted, root and count included, but for what one constraint is there to refuse.</summary>
    private static IEnumerable<(ReputationLinkWitness Link, Dictionary<string, Fr> Forged)> Forged()
    {
        var nothing = PlainAttestation.Nothing;
        var claim = Forgery.Claim;
        var one = claim.Attestations[0];
        var (node, link, middle) = (claim.Leaf, claim.OneLink(), Forgery.Long.Links(Systems.TinySlots)[1]);
        var bare = link with { RegistryRoot = node, Siblings = [], Sides = [] };

        yield return (bare, new() { ["sibling[0]"] = 5 });
        yield return (bare, new() { ["side[0]"] = 1 });
        yield return (bare with { RegistryRoot = 2 * Poseidon.Hash(node, Fr.Zero) - node }, new() { ["included[0]"] = 2 });
        yield return (bare with { RegistryRoot = Poseidon.Hash(node, (Fr)5) }, new() { ["included[1]"] = 1, ["sibling[1]"] = 5 });
        yield return (
            bare with { RegistryRoot = Poseidon.Hash(22 - node, 2 * node - 11) },
            new() { ["included[0]"] = 1, ["side[0]"] = 2, ["sibling[0]"] = 11 });
        yield return ((claim with { Attestations = [one, nothing], ForgedCount = 0 }).OneLink(), new() { ["enabled[1]"] = -1 });
        yield return ((claim with { Attestations = [one, nothing, one], ForgedCount = 2 }).OneLink(), new() { ["enabled[1]"] = 0 });
        yield return ((claim with { Attestations = [one, one], ForgedCount = 1 }).OneLink(), new() { ["enabled[1]"] = 0 });
        foreach (var name in new[] { "previousR", "previousS", "previousQ", "previousBlinding", "nextBlinding", "secret" })
            yield return (link, new() { [name] = 1 });
        foreach (var name in new[] { "registryRoot", "scope", "nullifier", "subject", "recipient", "minScore", "maxScore" })
            yield return (middle, new() { [name] = 1 });
        foreach (var name in new[] { "contexts", "salt", "secret", "included[0]", "side[0]", "sibling[0]" })
            yield return (middle, new() { [name] = 1 });
    }

    /// <summary>Other values for one or two inputs, public signals more often than others.</summary>
    private static Func<int, Fr, Fr> Mutation(Random random)
    {
        var r1cs = Systems.Tiny.R1cs;
        var last = random.Next(2) == 0 ? r1cs.PublicCount + r1cs.PrivateInputCount : r1cs.PublicCount + 7;
        var changed = Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(1, last + 1)).ToHashSet();
        return (wire, honest) => changed.Contains(wire) ? Other(honest, random) : honest;
    }

    /// <summary>The C# circuit's verdict on a link, of whose inputs some may be changed.</summary>
    private static Case Decide(string name, ReputationLinkWitness link, Func<int, Fr, Fr>? change = null)
    {
        var (system, r1cs) = (Systems.Tiny, Systems.Tiny.R1cs);
        var inputWires = r1cs.PublicCount + r1cs.PrivateInputCount;
        var changes = new List<string>();
        using var inputs = link.ToInputs(Systems.TinySlots);
        using var witness = system.SolveUnchecked(inputs, (wire, honest) =>
        {
            var value = change is null || wire > inputWires ? honest : change(wire, honest);
            if (value != honest) changes.Add($"{system.Labels.OfWire(wire)} = {value}");
            return value;
        });

        var json = new JsonObject();
        foreach (var array in Enumerable.Range(1, inputWires).GroupBy(wire => system.Labels.OfWire(wire).Split('[')[0]))
        {
            var values = array.Select(wire => witness.Values[wire].ToString()).ToList();
            var isScalar = system.Labels.OfWire(array.First()) == array.Key;
            json[array.Key] = isScalar ? values[0] : new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        string[]? signals = r1cs.FirstViolated(witness) is null ? [.. witness.PublicSignals(r1cs).Select(each => each.ToString())] : null;
        return new Case($"{name}: {string.Join(", ", changes)}", json, signals);
    }

    private static Fr Other(in Fr value, Random random) => random.Next(7) switch
    {
        0 => value + Fr.One,
        1 => value - Fr.One,
        2 => Fr.Zero,
        3 => Fr.One,
        4 => -value,
        5 => value + Fr.FromBigInteger(BigInteger.One << random.Next(200)),
        _ => Fr.FromBigIntegerReduced(new BigInteger(random.NextInt64()) * random.NextInt64() * random.NextInt64() * random.NextInt64()),
    };

    private static List<string[]?> Ask(IEnumerable<JsonObject> inputs)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"reputation-{Environment.ProcessId}.json");
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, name);
        File.WriteAllText(file, new JsonArray([.. inputs]).ToJsonString());
        try
        {
            var verdicts = JsonNode.Parse(NodeScript.Run("reputation.mjs", file))!.AsArray();
            return [.. verdicts.Select(verdict => verdict?.AsArray().Select(signal => signal!.GetValue<string>()).ToArray())];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed record Case(string Name, JsonObject Inputs, string[]? Signals);
}
