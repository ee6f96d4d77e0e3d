using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16.Solidity;

[Parallelizable]
public class SolidityVerifierTests
{
    // Words of the arguments: A 0-1, B 2-5, C 6-7, signals from 8 on.
    private const int FirstSignal = 8;

    private const string Holds = "true";
    private const string Fails = "false";

    private static readonly string Refused = VerifierContract.Error("PrecompileFailed");
    private static readonly string OffCurve = VerifierContract.Error("PointNotOnCurve");
    private static readonly string OutOfField = VerifierContract.Error("SignalNotInField");
    private static readonly string OutOfGas = VerifierContract.Error("NotEnoughGas");

    /// <summary>One Node process for all contracts: it takes seconds to start.</summary>
    [Test]
    public void Export_OnAnEvm_AcceptsProofsAndRefusesAllElse()
    {
        string[] names = CircomFixture.Names;
        var folder = Directory.CreateTempSubdirectory("solidity-verifier-");
        try
        {
            var manifest = new JsonArray();
            foreach (var name in names)
            {
                var made = SnarkjsMade.Get(name);
                manifest.Add(
                    Describe(made, SolidityVerifier.Export(made.VerifyingKey), Calls(made), Path.Combine(folder.FullName, name + ".sol")));
            }

            manifest.Add(DescribeFixed(SnarkjsMade.Get("edges"), Path.Combine(folder.FullName, "fixed.sol")));
            var path = Path.Combine(folder.FullName, "manifest.json");
            File.WriteAllText(path, manifest.ToJsonString());

            var lines = NodeScript.Run("solidity.mjs", path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.That(lines, Has.Length.EqualTo(names.Length + 1));
            for (var i = 0; i < names.Length; i++) Check(JsonNode.Parse(lines[i])!, SnarkjsMade.Get(names[i]), names[i]);
            var fixedAnswers = JsonNode.Parse(lines[^1])!["answers"]!.AsArray().Select(answer => answer!.GetValue<bool>());
            Assert.That(fixedAnswers, Is.EqualTo(new[] { true, false }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void Export_FixedZeroTrailingInputs_TakesTheOthersOnly()
    {
        var key = SnarkjsMade.Get("edges").VerifyingKey;
        var source = SolidityVerifier.Export(key, new SolidityVerifierOptions { FixedZeroTrailingInputs = 2, ContractName = "Fixed" });

        Assert.That(source, Does.Contain("contract Fixed {"));
        Assert.That(source, Does.Contain($"uint256[{key.PublicInputCount - 2}] calldata input"));
        Assert.That(source, Does.Not.Contain($"IC{key.PublicInputCount - 1}_X"));
        Assert.That(source, Does.Contain("fixed to 0"));
    }

    [Test]
    public void Export_DevelopmentKey_SaysSoLoudly()
    {
        var key = new ProvingKey(SnarkjsMade.Get("public").Contents() with { Ceremony = CeremonyRecord.Development }).VerifyingKey;

        Assert.That(SolidityVerifier.Export(key), Does.Contain("!!! DEVELOPMENT KEY !!!").And.Contain("IS_DEVELOPMENT_KEY = true"));
        Assert.That(SolidityVerifier.Export(SnarkjsMade.Get("public").VerifyingKey), Does.Not.Contain("DEVELOPMENT"));
    }

    [TestCase("", 0)]
    [TestCase("1Verifier", 0)]
    [TestCase("A { } contract B", 0)]
    [TestCase("Vérifier", 0)]
    [TestCase("Verifier", -1)]
    [TestCase("Verifier", 99)]
    public void Export_BadOptions_Throws(string name, int fixedInputs) => Assert.That(
        () => SolidityVerifier.Export(
            SnarkjsMade.Get("public").VerifyingKey,
            new SolidityVerifierOptions { ContractName = name, FixedZeroTrailingInputs = fixedInputs }),
        Throws.ArgumentException);

    private static JsonObject Describe(SnarkjsMade made, string contract, IEnumerable<Call> calls, string source)
    {
        File.WriteAllText(source, contract);
        return new JsonObject
        {
            ["name"] = "Groth16Verifier",
            ["source"] = source,
            ["calls"] = JsonSerializer.SerializeToNode(calls.Select(call => new { words = call.Words, gas = call.Gas })),
            ["proof"] = made.Files.Proof,
            ["public"] = made.Files.PublicSignals,
        };
    }

    /// <summary>A development key's contract with its last input fixed to 0, for a key under which the proof holds with 0 there.</summary>
    private static JsonObject DescribeFixed(SnarkjsMade made, string source)
    {
        var key = made.VerifyingKey;
        G1Affine[] ic = [.. key.Ic];
        ic[0] = ((G1Jacobian)ic[^1]).Multiply(made.Signals[^1]).Add(ic[0]).ToAffine();
        var shifted = VerifyingKey.Create(new VerifyingKeyPoints(key.Alpha1, key.Beta2, key.Gamma2, key.Delta2, ic), isDevelopmentKey: true);
        var words = Words(made.Proof, made.Signals)[..^1];
        return Describe(
            made,
            SolidityVerifier.Export(shifted, new SolidityVerifierOptions { FixedZeroTrailingInputs = 1 }),
            [
                new Call("the proof", words, Holds),
                new Call("another signal", With(words, (FirstSignal, Number(words[FirstSignal]) + 1)), Fails),
            ],
            source);
    }

    private static void Check(JsonNode result, SnarkjsMade made, string name)
    {
        var answers = result["answers"]!.AsArray();
        var calls = Calls(made);
        foreach (var (call, answer) in calls.Zip(answers))
        {
            // With too little gas for the revert itself it still reverts, without data. It never says no.
            var expected = call.Gas is null ? Is.EqualTo(call.Answer) : Is.EqualTo(Holds).Or.EqualTo(OutOfGas).Or.EqualTo("0x");
            Assert.That(answer!.ToJsonString().Trim('"'), expected, $"{name}: {call.What}");
        }

        Assert.That(
            answers.Select(answer => answer!.ToJsonString().Trim('"')).Distinct(),
            Is.EquivalentTo(new[] { Holds, Fails, Refused, OffCurve, OutOfField, OutOfGas, "0x" }), name);
        Assert.That(VerifierCalldata.Export(made.Proof, made.Signals), Is.EqualTo(result["calldata"]!.GetValue<string>()), name);
    }

    /// <summary>The proof as it is, then everything that a contract must refuse, then the proof with ever less gas.</summary>
    private static List<Call> Calls(SnarkjsMade made)
    {
        var good = Words(made.Proof, made.Signals);
        List<Call> calls = [new("the proof", good, Holds)];
        for (var i = 0; i < good.Length; i++)
            calls.Add(new($"word {i} plus one", With(good, (i, Number(good[i]) + 1)), i switch
            {
                0 or 1 or 6 or 7 => OffCurve,
                < FirstSignal => Refused,
                _ => Fails,
            }));
        for (var i = FirstSignal; i < good.Length; i++)
            calls.Add(new($"word {i} plus r", With(good, (i, Number(good[i]) + Fr.Modulus)), OutOfField));
        for (var i = 0; i < FirstSignal; i++) calls.Add(new($"word {i} plus p", With(good, (i, Number(good[i]) + Fp.Modulus)), OffCurve));
        calls.Add(new("A at infinity", With(good, (0, 0), (1, 0)), OffCurve));
        calls.Add(new("B at infinity", With(good, (2, 0), (3, 0), (4, 0), (5, 0)), OffCurve));
        calls.Add(new("C at infinity", With(good, (6, 0), (7, 0)), OffCurve));

        // Forms of the same proof: it is no key against replay, and neither is the calldata.
        calls.Add(new("-A and -B", Words(new Groth16Proof(-made.Proof.A, -made.Proof.B, made.Proof.C), made.Signals), Holds));
        calls.Add(new("calldata that goes on", [.. good, good[0]], Holds));
        calls.Add(new("calldata that ends early", good[..^1], "0x"));
        calls.Add(new(
            "B outside the subgroup",
            Words(new Groth16Proof(made.Proof.A, OutsidePoints.OutsideSubgroup, made.Proof.C), made.Signals),
            Refused));
        for (var gas = 2_000; gas < 300_000; gas += 9_000) calls.Add(new($"with gas {gas}", good, Holds, gas));
        return calls;
    }

    private static string[] Words(Groth16Proof proof, Fr[] signals)
    {
        return [.. Flatten(JsonNode.Parse($"[{VerifierCalldata.Export(proof, signals)}]")!)];

        static IEnumerable<string> Flatten(JsonNode node) =>
            node is JsonArray list ? list.SelectMany(element => Flatten(element!)) : [node.GetValue<string>()];
    }

    private static string[] With(string[] words, params (int Place, BigInteger Value)[] changes)
    {
        string[] changed = [.. words];
        foreach (var (place, value) in changes) changed[place] = "0x" + value.ToString("x65", CultureInfo.InvariantCulture)[^64..];
        return changed;
    }

    private static BigInteger Number(string word) =>
        BigInteger.Parse("0" + word[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <param name="What">For messages.</param>
    /// <param name="Words">The arguments.</param>
    /// <param name="Answer">What the contract must say.</param>
    /// <param name="Gas">Gas there is for it; null for plenty.</param>
    private sealed record Call(string What, string[] Words, string Answer, int? Gas = null);
}
