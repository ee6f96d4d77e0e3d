using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Groth16.Groth16CliProcess;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Files of other tools, which the command line program must take as they are.</summary>
[TestFixture]
[Parallelizable]
public sealed class Groth16CliCaseTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder()
    {
        _folder = Directory.CreateTempSubdirectory("groth16-cases-").FullName;
        CaseFiles.WriteTo(_folder);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("setup circom-2.0.8.r1cs key.zkey", TestName = "{m}(r1cs whose header counts more sections than there are)")]
    [TestCase("setup unused-private-input.r1cs key.zkey", TestName = "{m}(r1cs with a private input that has no wire)")]
    [TestCase("verify nopub.vk.json rapidsnark-null.public.json nopub.proof.json", TestName = "{m}(signals of rapidsnark: null)")]
    [TestCase("verify mult.vk.json mult.public.json alt_bn128.proof.json", TestName = "{m}(another name of the curve)")]
    [TestCase("verify bom.vk.json bom.public.json mult.proof.json", TestName = "{m}(byte order marks)")]
    [TestCase("prove mult.zkey mult.wtns proof.json public.json", TestName = "{m}(key of snarkjs)")]
    public void Files_OfOtherTools_AreTaken(string line) => Succeed(Arguments(line));

    [Test]
    public void Prove_WitnessOfVersionOne_GivesAProofThatSnarkjsVerifies()
    {
        Succeed(Arguments("prove mult.zkey version1.wtns proof.json public.json"));

        Assert.That(
            NodeScript.Run("verify.mjs", At("mult.vk.json"), At("public.json"), At("proof.json")).Trim(), Is.EqualTo("true"));
    }

    [TestCase("prove mult.wtns mult.zkey proof.json public.json", "mult.wtns", ".wtns file, a witness: the arguments may be swapped")]
    [TestCase("prove mult.zkey circom-2.0.8.r1cs proof.json public.json", "circom-2.0.8.r1cs", ".r1cs file, a constraint system")]
    [TestCase("setup mult.zkey key.zkey", "mult.zkey", ".zkey file, a proving key")]
    [TestCase("prove mult.vk.json mult.wtns proof.json public.json", "mult.vk.json", "JSON text")]
    [TestCase("verify mult.proof.json mult.public.json mult.vk.json", "mult.proof.json", "looks like a proof.json")]
    [TestCase("verify mult.vk.json mult.proof.json mult.public.json", "mult.proof.json", "looks like a proof.json")]
    [TestCase("verify mult.vk.json mult.public.json mult.public.json", "mult.public.json", "as in a public.json")]
    [TestCase("verify mult.zkey mult.public.json mult.proof.json", "mult.zkey", ".zkey file, a proving key")]
    public void Files_Swapped_AreNamedForWhatTheyAre(string line, string file, string what) =>
        Assert.That(Fail(Arguments(line)).Errors, Does.Contain(file).And.Contain(what));

    private string[] Arguments(string line)
    {
        var words = line.Split(' ');
        return [words[0], .. words[1..].Select(At)];
    }

    private string At(string name) => Path.Combine(_folder, name);
}
