using System.Text.Json.Nodes;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Keys and proofs in both directions between this library and snarkjs; one run of Node judges them all.</summary>
public class Groth16SnarkjsTests
{
    private string _folder = "";
    private Dictionary<string, JsonNode> _verdicts = [];

    private static IEnumerable<string> Circuits =>
        [.. TestCircuit.All.Select(circuit => circuit.Name), .. CircomFixture.Names.Select(DevelopmentKeyOf)];

    [OneTimeSetUp]
    public void LetSnarkjsJudge()
    {
        _folder = Directory.CreateTempSubdirectory("groth16-snarkjs-").FullName;
        var cases = new JsonArray();
        foreach (var circuit in TestCircuit.All)
        {
            using var proving = new ProvingFixture(circuit);
            cases.Add(WriteOwnKeyCase(circuit.Name, proving.Key, proving.Witness));
        }

        foreach (var name in CircomFixture.Names)
        {
            using var constraints = File.OpenRead(CircomFixture.Get(name).R1cs);
            using var witness = ReadWitness(name);
            var key = ProvingKey.Load(CircomFixture.Get(name).ProvingKey);
            cases.Add(WriteOwnKeyCase(DevelopmentKeyOf(name), Groth16Setup.CreateDevelopmentKey(R1cs.Read(constraints)), witness));
            cases.Add(WriteProof(name, key, witness, CircomFixture.Get(name).VerificationKey));
        }

        var manifest = At("manifest", "json");
        File.WriteAllText(manifest, new JsonObject { ["cases"] = cases }.ToJsonString());
        _verdicts = NodeScript.Run("groth16.mjs", manifest)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToDictionary(verdict => verdict["name"]!.GetValue<string>());
    }

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Circuits))]
    public void DevelopmentKey_OurProof_SnarkjsAccepts(string name) =>
        Assert.That(_verdicts[name]["accepts"]!.GetValue<bool>());

    [TestCaseSource(nameof(Circuits))]
    public void DevelopmentKey_SavedAsZkey_SnarkjsExportsTheSameVerificationKey(string name) =>
        Assert.That(_verdicts[name]["exportsSameKey"]!.GetValue<bool>());

    [TestCaseSource(nameof(Circuits))]
    public void DevelopmentKey_SavedAsZkey_SnarkjsProvesWithItAndWeAccept(string name)
    {
        Assert.That(_verdicts[name]["proves"]!.GetValue<bool>());
        var verifier = new Groth16Verifier(VerifyingKey.FromJson(File.ReadAllBytes(At(name, "vkey.json"))));
        var proof = Groth16Proof.FromJson(File.ReadAllBytes(At(name, "snarkjs.json")));
        Assert.That(verifier.Verify(proof, PublicSignals.FromJson(File.ReadAllBytes(At(name, "public.json")))));
    }

    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void CeremonyKeyOfSnarkjs_OurProof_SnarkjsAccepts(string name) =>
        Assert.That(_verdicts[name]["accepts"]!.GetValue<bool>());

    private static string DevelopmentKeyOf(string circom) => $"{circom} of circom";

    private static Witness ReadWitness(string name)
    {
        using var values = File.OpenRead(CircomFixture.Get(name).Witness);
        return Witness.Read(values);
    }

    private JsonObject WriteOwnKeyCase(string name, ProvingKey key, Witness witness)
    {
        key.Save(At(name, "zkey"));
        File.WriteAllBytes(At(name, "vkey.json"), key.VerifyingKey.ToJson());
        using (var values = File.Create(At(name, "wtns")))
            witness.Write(values);
        var written = WriteProof(name, key, witness, At(name, "vkey.json"));
        written["zkey"] = At(name, "zkey");
        written["wtns"] = At(name, "wtns");
        written["provedBySnarkjs"] = At(name, "snarkjs.json");
        return written;
    }

    private JsonObject WriteProof(string name, ProvingKey key, Witness witness, string verificationKey)
    {
        File.WriteAllBytes(At(name, "proof.json"), new Groth16Prover(key).Prove(witness).ToJson());
        File.WriteAllBytes(At(name, "public.json"), PublicSignals.ToJson(witness.Values[1..(key.PublicInputCount + 1)]));
        return new JsonObject
        {
            ["name"] = name,
            ["vkey"] = verificationKey,
            ["proof"] = At(name, "proof.json"),
            ["public"] = At(name, "public.json"),
        };
    }

    private string At(string name, string ending) => Path.Combine(_folder, $"{name.Replace(' ', '-')}.{ending}");
}
