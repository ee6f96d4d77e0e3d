using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NUnit.Framework.Constraints;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Tests.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class Groth16ProofTests
{
    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void ToJson_OfSnarkjsFiles_EqualsThemByteForByte(string name)
    {
        var made = SnarkjsMade.Get(name);

        Assert.That(Encoding.UTF8.GetString(made.Proof.ToJson()), Is.EqualTo(File.ReadAllText(made.Files.Proof)));
        Assert.That(Encoding.UTF8.GetString(PublicSignals.ToJson(made.Signals)), Is.EqualTo(File.ReadAllText(made.Files.PublicSignals)));
    }

    [Test]
    public void Equals_SameAndOtherPoints_TellsThemApart()
    {
        var proof = SnarkjsMade.Get("public").Proof;
        var same = Groth16Proof.FromJson(proof.ToJson());

        Assert.That(same, Is.EqualTo(proof));
        Assert.That(same.GetHashCode(), Is.EqualTo(proof.GetHashCode()));
        Assert.That(new Groth16Proof(proof.A, proof.B, -proof.C), Is.Not.EqualTo(proof));
    }

    [Test]
    public void FromJson_WithoutProtocolAndCurve_IsRead()
    {
        var proof = SnarkjsMade.Get("public").Proof;
        var text = Encoding.UTF8.GetString(proof.ToJson());
        var bare = text[..text.IndexOf(",\n \"protocol\"", StringComparison.Ordinal)] + "}";

        Assert.That(Groth16Proof.FromJson(Encoding.UTF8.GetBytes(bare)), Is.EqualTo(proof));
    }

    [TestCase("groth16", "plonk")]
    [TestCase("bn128", "bls12381")]
    [TestCase("pi_a", "pi_d")]
    [TestCase("\"1\"", "\"0\"")]
    [TestCase("\"1\"", "\"2\"")]
    public void FromJson_Replaced_Throws(string text, string replacement)
    {
        var json = File.ReadAllText(CircomFixture.Get("public").Proof).Replace(text, replacement, StringComparison.Ordinal);

        Assert.That(() => Groth16Proof.FromJson(Encoding.UTF8.GetBytes(json)), Throws.TypeOf<ProofFileException>());
    }

    [Test]
    public void FromJson_TooLong_ThrowsBeforeReading() =>
        Assert.That(() => Groth16Proof.FromJson(new byte[1 << 20]), Throws.TypeOf<ProofFileException>().With.Message.Contains("1048576"));

    [TestCase("[\"21888242871839275222246405745257275088548364400416034343698204186575808495617\"]")]
    [TestCase("[\"-1\"]")]
    [TestCase("[\"0x1\"]")]
    [TestCase("null 1")]
    [TestCase("nul")]
    [TestCase("\"null\"")]
    [TestCase("[\"\"]")]
    [TestCase("[1.5]")]
    [TestCase("[null]")]
    [TestCase("[[\"1\"]]")]
    [TestCase("{}")]
    [TestCase("[\"1\"")]
    [TestCase("[\"1\"] 2")]
    [TestCase("")]
    public void PublicSignals_NotAListOfCanonicalScalars_Throws(string json) =>
        Assert.That(() => PublicSignals.FromJson(Encoding.UTF8.GetBytes(json)), Throws.TypeOf<ProofFileException>());

    [Test]
    public void PublicSignals_RoundTrip_KeepsThem()
    {
        Fr[] signals = [0, 1, -1, Fr.Random()];

        Assert.That(PublicSignals.FromJson(PublicSignals.ToJson(signals)), Is.EqualTo(signals));
        Assert.That(PublicSignals.FromJson("[]"u8), Is.Empty);
        Assert.That(PublicSignals.FromJson(" null\n"u8), Is.Empty);
        Assert.That(PublicSignals.FromJson("[12]"u8), Is.EqualTo(new Fr[] { 12 }));
    }

    [Test]
    public void FromJson_AsOtherProducersWrite_IsTheSameProof()
    {
        var proof = SnarkjsMade.Get("public").Proof;
        foreach (var curve in new[] { "bn128", "BN254", "alt_bn128", "alt-bn-128", "Bn 254" })
        {
            var json = Json(proof);
            json["curve"] = curve;
            Assert.That(Read(json), Is.EqualTo(proof), curve);
        }

        var bare = Json(proof);
        bare["protocol"] = "groth";
        foreach (var name in new[] { "pi_a", "pi_b", "pi_c" }) bare[name]!.AsArray().RemoveAt(2);
        Assert.That(Read(bare), Is.EqualTo(proof), "points of two coordinates");
    }

    [TestCase("bn12")]
    [TestCase("bls12-381")]
    [TestCase("")]
    public void FromJson_AnotherCurve_Throws(string curve)
    {
        var json = Json(SnarkjsMade.Get("public").Proof);
        json["curve"] = curve;

        Assert.That(() => Read(json), Throws.TypeOf<ProofFileException>().With.Message.Contains("another curve"));
    }

    [Test]
    public void FromJson_OtherForms_AreNamed()
    {
        var proof = SnarkjsMade.Get("public").Proof;
        var swapped = Json(proof);
        swapped["pi_b"] = InOrderOfTheEvm(swapped["pi_b"]!);
        var hexadecimal = Json(proof);
        hexadecimal["pi_a"]![0] = "0x1f";
        var wrapped = new JsonObject { ["proof"] = Json(proof), ["publicSignals"] = new JsonArray("1") };

        Assert.Multiple(() =>
        {
            Assert.That(() => Read(swapped), Refuses("EIP-197"));
            Assert.That(() => Read(hexadecimal), Refuses("hexadecimal"));
            Assert.That(() => Read(wrapped), Refuses("wrapped with its signals"));
            Assert.That(() => PublicSignals.FromJson(Utf8(wrapped)), Refuses("wrapped with its signals"));
            Assert.That(() => PublicSignals.FromJson(Utf8(Json(proof))), Refuses("looks like a proof.json"));
            Assert.That(() => PublicSignals.FromJson("[\"0xff\"]"u8), Refuses("signal 0 is hexadecimal"));
            Assert.That(() => Groth16Proof.FromJson("[\"1\"]"u8), Refuses("as in a public.json"));
            Assert.That(
                () => Groth16Proof.FromJson(SnarkjsMade.Get("public").VerifyingKey.ToJson()),
                Refuses("looks like a verification_key.json"));
        });
    }

    /// <summary>The command snarkjs breaks a line in a list of nothing, and rapidsnark writes null for it.</summary>
    [Test]
    public void PublicSignals_OfNone_AreWrittenAsTheCommandSnarkjsDoes()
    {
        var folder = Directory.CreateTempSubdirectory("no-signals-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            var system = LambdaCircuit.Compile(
                builder => builder.AssertProduct(builder.PrivateInput("x"), builder.PrivateInput("y"), 6, "six"));
            using var inputs = new CircuitInputs { ["x"] = 2, ["y"] = 3 };
            using var witness = system.Solve(inputs);
            using (var file = File.Create(At("six.wtns"))) witness.Write(file);
            Groth16Setup.CreateDevelopmentKey(system.R1cs).Save(At("six.zkey"));

            NodeScript.Run(
                "node_modules/snarkjs/build/cli.cjs",
                "groth16", "prove", At("six.zkey"), At("six.wtns"), At("proof.json"), At("public.json"));

            Assert.That(PublicSignals.ToJson([]), Is.EqualTo(File.ReadAllBytes(At("public.json"))));
            Assert.That(PublicSignals.FromJson(File.ReadAllBytes(At("public.json"))), Is.Empty);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void FromJson_Mutated_IsRefusedOrMeansTheSame()
    {
        var made = SnarkjsMade.Get("public");
        var original = made.Proof.ToJson();

        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Bool).Sample(
            (place, value, cut) =>
            {
                var bytes = cut ? original[..place] : (byte[])original.Clone();
                if (!cut) bytes[place] = value;
                try
                {
                    var proof = Groth16Proof.FromJson(bytes);
                    return proof.Equals(made.Proof) || !made.Verifier.Verify(proof, made.Signals);
                }
                catch (ProofFileException)
                {
                    return true;
                }
            },
            iter: 300);
    }

    /// <summary>A point of G2 with the part with u of each coordinate first.</summary>
    internal static JsonArray InOrderOfTheEvm(JsonNode point) => new(
        [.. point.AsArray().Select(pair => (JsonNode)new JsonArray(pair![1]!.DeepClone(), pair[0]!.DeepClone()))]);

    private static ContainsConstraint Refuses(string message) => Throws.TypeOf<ProofFileException>().With.Message.Contains(message);

    private static JsonObject Json(Groth16Proof proof) => JsonNode.Parse(proof.ToJson())!.AsObject();

    private static byte[] Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static Groth16Proof Read(JsonNode json) => Groth16Proof.FromJson(Utf8(json));
}
