using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class VerifyingKeyTests
{
    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void ToJson_OfCeremonyKey_EqualsSnarkjsExportByteForByte(string name)
    {
        var made = SnarkjsMade.Get(name);
        var exported = File.ReadAllText(made.Files.VerificationKey);

        Assert.That(Encoding.UTF8.GetString(made.Key.VerifyingKey.ToJson()), Is.EqualTo(exported));
        Assert.That(Encoding.UTF8.GetString(made.VerifyingKey.ToJson()), Is.EqualTo(exported));
        Assert.That(made.VerifyingKey.Hash, Is.EqualTo(made.Key.VerifyingKey.Hash));
        Assert.That(made.VerifyingKey.IsDevelopmentKey, Is.False);
    }

    [Test]
    public void Hash_OfAnotherKey_Differs() =>
        Assert.That(SnarkjsMade.Get("public").VerifyingKey.Hash, Is.Not.EqualTo(SnarkjsMade.Get("multiplier").VerifyingKey.Hash));

    [Test]
    public void FromJson_UnknownAndRepeatedProperties_AreToleratedAndTheLastCounts()
    {
        var made = SnarkjsMade.Get("public");
        var text = File.ReadAllText(made.Files.VerificationKey).Insert(1, "\"note\": {\"a\": [1, null]}, \"nPublic\": 17,");

        Assert.That(VerifyingKey.FromJson(Encoding.UTF8.GetBytes(text)).Hash, Is.EqualTo(made.VerifyingKey.Hash));
    }

    [TestCase("curve")]
    [TestCase("nPublic")]
    [TestCase("vk_alpha_1")]
    [TestCase("vk_beta_2")]
    [TestCase("vk_gamma_2")]
    [TestCase("vk_delta_2")]
    [TestCase("IC")]
    public void FromJson_PropertyMissing_ThrowsNamingIt(string property)
    {
        var json = ReadJson();
        json.Remove(property);

        Assert.That(() => Read(json), Throws.TypeOf<ProofFileException>().With.Message.Contains(property));
    }

    [TestCase("protocol", "\"plonk\"", "proof system")]
    [TestCase("curve", "\"bls12381\"", "curve")]
    [TestCase("nPublic", "5", "IC")]
    [TestCase("nPublic", "-1", "nPublic")]
    [TestCase("nPublic", "1e3", "nPublic")]
    [TestCase("vk_alpha_1", "[\"0\", \"1\", \"0\"]", "vk_alpha_1")]
    [TestCase("vk_alpha_1", "[\"1\"]", "vk_alpha_1")]
    [TestCase("nPublic", "\"-1\"", "nPublic")]
    [TestCase("nPublic", "\"two\"", "nPublic")]
    [TestCase("vk_alpha_1", "[\"1\", \"2\", \"1\", \"1\"]", "vk_alpha_1")]
    [TestCase("vk_alpha_1", "[\"01\", \"2\", \"1\"]", "vk_alpha_1")]
    [TestCase("vk_alpha_1", "[\"+1\", \"2\", \"1\"]", "vk_alpha_1")]
    [TestCase(
        "vk_alpha_1", "[\"21888242871839275222246405745257275088696311157297823662689037894645226208584\", \"2\", \"1\"]", "modulus p")]
    [TestCase("vk_alpha_1", "\"1\"", "vk_alpha_1")]
    [TestCase("IC", "[]", "IC")]
    [TestCase("IC", "{}", "IC")]
    public void FromJson_BadValue_ThrowsNamingIt(string property, string value, string named)
    {
        var json = ReadJson();
        json[property] = JsonNode.Parse(value);

        Assert.That(() => Read(json), Throws.TypeOf<ProofFileException>().With.Message.Contains(named));
    }

    [Test]
    public void FromJson_AsOtherProducersWrite_IsTheSameKey()
    {
        var hash = SnarkjsMade.Get("public").VerifyingKey.Hash;
        var json = ReadJson();
        json["curve"] = "ALT-BN_128";
        Assert.That(Read(json).Hash, Is.EqualTo(hash), "another name of the curve");

        json.Remove("protocol");
        Assert.That(Read(json).Hash, Is.EqualTo(hash), "no protocol");

        json["nPublic"] = json["nPublic"]!.ToJsonString();
        Assert.That(Read(json).Hash, Is.EqualTo(hash), "nPublic as text");

        foreach (var name in new[] { "vk_alpha_1", "vk_beta_2", "vk_gamma_2", "vk_delta_2" }) json[name]!.AsArray().RemoveAt(2);
        foreach (var point in json["IC"]!.AsArray()) point!.AsArray().RemoveAt(2);
        Assert.That(Read(json).Hash, Is.EqualTo(hash), "points of two coordinates");
    }

    /// <summary>snarkjs up to 0.1: another name of the protocol, no curve, and "alfa".</summary>
    [Test]
    public void FromJson_OfTheFirstSnarkjs_IsTheSameKey()
    {
        var json = ReadJson();
        json["protocol"] = "groth";
        json.Remove("curve");
        json["vk_alfa_1"] = json["vk_alpha_1"]!.DeepClone();
        json["vk_alfabeta_12"] = json["vk_alphabeta_12"]!.DeepClone();
        json.Remove("vk_alpha_1");
        json.Remove("vk_alphabeta_12");

        Assert.That(Read(json).Hash, Is.EqualTo(SnarkjsMade.Get("public").VerifyingKey.Hash));
    }

    [TestCase("vk_beta_2")]
    [TestCase("vk_gamma_2")]
    [TestCase("vk_delta_2")]
    public void FromJson_PairsInTheOrderOfTheEvm_SaysSo(string property)
    {
        var json = ReadJson();
        json[property] = Groth16ProofTests.InOrderOfTheEvm(json[property]!);

        Assert.That(() => Read(json), Throws.TypeOf<ProofFileException>().With.Message.Contains("EIP-197").And.Message.Contains(property));
    }

    [Test]
    public void FromJson_Mutated_IsRefusedOrAnotherKey()
    {
        var made = SnarkjsMade.Get("public");
        var original = made.VerifyingKey.ToJson();

        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Bool).Sample(
            (place, value, cut) =>
            {
                var bytes = cut ? original[..place] : (byte[])original.Clone();
                if (!cut) bytes[place] = value;
                try
                {
                    var key = VerifyingKey.FromJson(bytes);
                    return key.Hash == made.VerifyingKey.Hash || !new Groth16Verifier(key).Verify(made.Proof, made.Signals);
                }
                catch (Exception problem) when (problem is ProofFileException or ProvingKeyException)
                {
                    return true;
                }
            },
            iter: 300);
    }

    [Test]
    public void Create_PointsOutsideTheGroups_AreRefused()
    {
        var key = SnarkjsMade.Get("public").VerifyingKey;
        var off = new G1Affine(Fp.One, Fp.One);
        G1Affine[] badIc = [.. key.Ic];
        badIc[1] = default;

        Assert.Multiple(() =>
        {
            AssertRefused(() => Create(key, alpha: off), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, alpha: default(G1Affine)), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, beta: OutsidePoints.OutsideSubgroup), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, gamma: OutsidePoints.OutsideSubgroup), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, delta: OutsidePoints.OutsideSubgroup), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, delta: default(G2Affine)), ProvingKeyRejection.InvalidPoint);
            AssertRefused(() => Create(key, ic: badIc), ProvingKeyRejection.InvalidPoint);
        });
    }

    [Test]
    public void Create_WithoutPhase2Contribution_IsRefused()
    {
        var key = SnarkjsMade.Get("public").VerifyingKey;

        AssertRefused(() => Create(key, delta: G2.Generator), ProvingKeyRejection.NoContribution);
        AssertRefused(() => Create(key, gamma: key.Delta2), ProvingKeyRejection.NoContribution);
    }

    internal static void AssertRefused(Action action, ProvingKeyRejection reason) =>
        Assert.That(action, Throws.TypeOf<ProvingKeyException>().With.Property(nameof(ProvingKeyException.Reason)).EqualTo(reason));

    private static VerifyingKey Create(
        VerifyingKey key,
        G1Affine? alpha = null,
        G2Affine? beta = null,
        G2Affine? gamma = null,
        G2Affine? delta = null,
        G1Affine[]? ic = null) =>
        VerifyingKey.Create(
            new VerifyingKeyPoints(
                alpha ?? key.Alpha1, beta ?? key.Beta2, gamma ?? key.Gamma2, delta ?? key.Delta2, ic ?? key.Ic.ToArray()),
            isDevelopmentKey: false);

    private static JsonObject ReadJson() => JsonNode.Parse(File.ReadAllText(CircomFixture.Get("public").VerificationKey))!.AsObject();

    private static VerifyingKey Read(JsonObject json) => VerifyingKey.FromJson(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
