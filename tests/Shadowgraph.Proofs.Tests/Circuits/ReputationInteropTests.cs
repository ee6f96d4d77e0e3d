using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>The statement in circom, with circomlib's gadgets, says the same to the same inputs: honest, mutated, and on the edge.</summary>
[TestFixture]
public sealed class ReputationInteropTests
{
    private const int Mutations = 260;

    [Test]
    public void Circom_OnTheSameInputs_AcceptsAndRefusesTheSame()
    {
        var cases = Cases().ToList();

        var verdicts = Ask(cases.Select(each => each.Inputs));

        Assert.That(verdicts, Has.Count.EqualTo(cases.Count));
        for (var i = 0; i < cases.Count; i++) Assert.That(verdicts[i], Is.EqualTo(cases[i].Signals), cases[i].Name);
        Assert.That(cases.Count(each => each.Signals is not null), Is.InRange(60, cases.Count - 200), "both verdicts occur");
    }

    private static IEnumerable<Case> Cases()
    {
        var links = Honest().ToList();
        foreach (var (name, link) in links) yield return Decide(name, link);
        foreach (var (name, claim) in Edges()) yield return Decide(name, claim.Links(Systems.TinySlots).Single());

        var random = new Random(2026);
        for (var i = 0; i < Mutations; i++)
        {
            var (name, link) = links[random.Next(links.Count)];
            yield return Decide($"{name}, mutation {i}", link, random);
        }
    }

    private static IEnumerable<(string Name, ReputationLinkWitness Link)> Honest()
    {
        for (var seed = 100; seed < 112; seed++)
        {
            var claim = new ClaimGenerator(seed).Claim(seed switch { 100 => 1, 101 => 16, 102 => 32, _ => 1 + seed % 37 }, anonymous: seed % 3 == 0, depth: seed % 5);
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
        for (var more = -1; more <= 1; more++)
        {
            yield return ($"w = 2^16 + {more}", Forgery.WithAttestation(2, each => each with { W = (1 << 16) + more }));
            yield return ($"expiry = asOf + {more}", Forgery.WithAttestation(2, each => each with { Expiry = ClaimGenerator.AsOf + more }));
            yield return ($"expiry = asOf + 2^40 + {more}", Forgery.WithAttestation(2, each => each with { Expiry = ClaimGenerator.AsOf + BigInteger.Pow(2, 40) + more }));
            yield return ($"min = score + {more}", Forgery.Claim with { MinScore = score + more });
            yield return ($"max = score + {more}", Forgery.Claim with { MaxScore = score + more });
            yield return ($"max = 10^6 + {more}", Forgery.Claim with { MaxScore = 1_000_000 + more });
            yield return ($"min = {more}", Forgery.Claim with { MinScore = more });
            yield return ($"asOf = {more}", Forgery.Claim with { AsOf = more });
            yield return ($"subject = 2^160 + {more}", Forgery.Claim with { Subject = BigInteger.Pow(2, 160) + more });
            yield return ($"count off by {more}", Forgery.Claim with { ForgedCount = 9 + more });
        }

        yield return ("nothing active", Forgery.Claim with { AsOf = ClaimGenerator.AsOf + 100_000 });
        yield return ("nothing at all", Forgery.Claim with { Attestations = [] });
        yield return ("hidden subject as an address", Forgery.Claim with { Subject = (Forgery.Claim with { Subject = 0 }).SubjectKey.ToBigInteger() });
    }

    /// <summary>The C# circuit's verdict on a link, of whose inputs one or two were changed if a generator is given.</summary>
    private static Case Decide(string name, ReputationLinkWitness link, Random? random = null)
    {
        var (system, r1cs) = (Systems.Tiny, Systems.Tiny.R1cs);
        var inputWires = r1cs.PublicCount + r1cs.PrivateInputCount;
        var changed = random is null ? [] : Enumerable.Range(0, random.Next(1, 3)).Select(_ => 1 + random.Next(random.Next(2) == 0 ? inputWires : 17)).ToHashSet();
        using var inputs = link.ToInputs(Systems.TinySlots);
        using var witness = system.SolveUnchecked(inputs, (wire, honest) => changed.Contains(wire) ? Other(honest, random!) : honest);

        var json = new JsonObject();
        foreach (var array in Enumerable.Range(1, inputWires).GroupBy(wire => system.Labels.OfWire(wire).Split('[')[0]))
        {
            var values = array.Select(wire => witness.Values[wire].ToString()).ToList();
            json[array.Key] = system.Labels.OfWire(array.First()) == array.Key ? values[0] : new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        var what = string.Join(", ", changed.Select(wire => $"{system.Labels.OfWire(wire)} = {witness.Values[wire]}"));
        var signals = r1cs.FirstViolated(witness) is null ? witness.PublicSignals(r1cs).Select(signal => signal.ToString()).ToArray() : null;
        return new Case($"{name}: {what}", json, signals);
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
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, string.Create(CultureInfo.InvariantCulture, $"reputation-{Environment.ProcessId}.json"));
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
