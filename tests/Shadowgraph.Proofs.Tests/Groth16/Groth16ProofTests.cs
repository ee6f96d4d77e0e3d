using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
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
        Assert.That(PublicSignals.FromJson("[12]"u8), Is.EqualTo(new Fr[] { 12 }));
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
}
