using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>snarkjs and circom read our .r1cs, .sym and .wtns files as we mean them, and we read theirs.</summary>
[TestFixture]
[Parallelizable]
public sealed class SnarkjsConstraintsTests
{
    private readonly Dictionary<string, JsonElement> _judgements = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("shadowgraph-r1cs-").FullName;

    private static IEnumerable<TestCaseData> Circuits()
    {
        yield return new TestCaseData("factorisation", new FactorisationCircuit(), new CircuitInputs { ["n"] = 21, ["p"] = 3, ["q"] = 7 });
        yield return new TestCaseData(
            "membership",
            new MembershipCircuit(3),
            new CircuitInputs { ["leaf"] = 17, ["siblings"] = new Fr[] { 5, 0, -9 }, ["sides"] = new Fr[] { 1, 0, 1 } });
        yield return new TestCaseData("edges", new LambdaCircuit(Edges), new CircuitInputs { ["x"] = -4, ["secret"] = 3 });
    }

    [OneTimeSetUp]
    public void AskSnarkjs()
    {
        var cases = new List<string>();
        foreach (var circuit in Circuits())
        {
            var name = (string)circuit.Arguments[0]!;
            var system = ConstraintSystem.Compile((ICircuit)circuit.Arguments[1]!);
            using var inputs = (CircuitInputs)circuit.Arguments[2]!;
            using var witness = system.Solve(inputs);
            using (var file = File.Create(PathOf(name, "r1cs"))) system.R1cs.Write(file);
            using (var file = File.CreateText(PathOf(name, "sym"))) system.WriteSym(file);
            using (var file = File.Create(PathOf(name, "wtns"))) witness.Write(file);
            witness.Mutable[^1] += Fr.One;
            using (var file = File.Create(PathOf(name, "tampered.wtns"))) witness.Write(file);
            cases.Add(Manifest(name));
        }

        File.WriteAllText(PathOf("manifest", "json"), $$"""{"cases": [{{string.Join(',', cases)}}]}""");
        foreach (var line in NodeScript.Run("constraints.mjs", PathOf("manifest", "json")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var judgement = JsonDocument.Parse(line).RootElement;
            _judgements.Add(judgement.GetProperty("name").GetString()!, judgement);
        }
    }

    [OneTimeTearDown]
    public void RemoveFiles() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Circuits))]
    public void Snarkjs_ReadingOurFiles_SeesTheSameSystem(string name, ICircuit circuit, CircuitInputs inputs)
    {
        inputs.Dispose();
        var r1cs = ConstraintSystem.Compile(circuit).R1cs;
        var judgement = _judgements[name];
        int[] counts = [r1cs.WireCount, r1cs.PublicOutputCount, r1cs.PublicInputCount, r1cs.PrivateInputCount, r1cs.WireCount, r1cs.ConstraintCount];
        var constraints = judgement.GetProperty("json").GetProperty("constraints");

        Assert.That(judgement.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()), Is.EqualTo(counts));
        Assert.That(constraints.GetArrayLength(), Is.EqualTo(r1cs.ConstraintCount));
        for (var i = 0; i < r1cs.ConstraintCount; i++)
        {
            int[] rows = [r1cs.RowA[i], r1cs.RowB[i], r1cs.RowC[i]];
            for (var k = 0; k < 3; k++) Assert.That(Terms(constraints[i][k]), Is.EqualTo(Terms(r1cs.Rows, rows[k])), $"constraint {i}, row {k}");
        }
    }

    [TestCaseSource(nameof(Circuits))]
    public void Snarkjs_CheckingOurWitness_AcceptsItAndRefusesTheTamperedOne(string name, ICircuit circuit, CircuitInputs inputs)
    {
        var judgement = _judgements[name];
        var system = ConstraintSystem.Compile(circuit);
        using var witness = system.Solve(inputs);

        Assert.That(judgement.GetProperty("accepts").GetBoolean(), Is.True);
        Assert.That(judgement.GetProperty("acceptsTampered").GetBoolean(), Is.False);
        Assert.That(judgement.GetProperty("proves").GetBoolean(), Is.True);
        Assert.That(
            judgement.GetProperty("publicSignals").EnumerateArray().Select(signal => Fr.Parse(signal.GetString())),
            Is.EqualTo(witness.PublicSignals(system.R1cs)));
    }

    [Test]
    public void Snarkjs_PrintingOurSystem_UsesOurNames()
    {
        var printed = _judgements["membership"].GetProperty("print").GetString();

        Assert.That(printed, Does.Contain("[ main.sides[2] ] * [ main.sides[2] ] - [ main.sides[2] ] = 0"));
        Assert.That(printed, Does.Contain("main.level[1].move"));
        Assert.That(printed, Does.Contain("main.root"));
    }

    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void CircomsFiles_ReadAndWritten_KeepTheirContent(string name)
    {
        var fixture = CircomFixture.Get(name);
        var original = File.ReadAllBytes(fixture.R1cs);
        var r1cs = R1cs.Read(new MemoryStream(original));
        var written = new MemoryStream();
        r1cs.Write(written);
        using var witness = Witness.Read(File.OpenRead(fixture.Witness));
        var values = new MemoryStream();
        witness.Write(values);

        Assert.That(FileSections.Of(written.ToArray()), Is.EqualTo(FileSections.Of(original)), "circom orders its sections in another way");
        Assert.That(values.ToArray(), Is.EqualTo(File.ReadAllBytes(fixture.Witness)));
        Assert.That(r1cs.FirstViolated(witness), Is.Null);
    }

    private static void Edges(CircuitBuilder builder)
    {
        var secret = builder.PrivateInput("secret");
        var x = builder.PublicInput("x");
        builder.PublicOutput("constant", 7);
        builder.PublicOutput("copy", x);
        builder.AssertProduct(x + 5, 1, 1, "only constants in B and C");
        builder.AssertProduct(0, x, 0, "empty rows");
        builder.PublicOutput("last", builder.Multiply(secret + x, secret - x, "difference of squares"));
    }

    private static SortedDictionary<int, Fr> Terms(SparseRows rows, int row)
    {
        var terms = new SortedDictionary<int, Fr>();
        for (var place = rows.Start[row]; place < rows.Start[row + 1]; place++) terms.Add(rows.Wires[place], rows.CoefficientAt(place));
        return terms;
    }

    private static SortedDictionary<int, Fr> Terms(JsonElement row)
    {
        var terms = new SortedDictionary<int, Fr>();
        foreach (var term in row.EnumerateObject())
            terms.Add(int.Parse(term.Name, System.Globalization.CultureInfo.InvariantCulture), Fr.Parse(term.Value.GetString()));
        return terms;
    }

    private string Manifest(string name)
    {
        var ptau = Path.Combine(Path.GetDirectoryName(CircomFixture.Get("multiplier").R1cs)!, "final.ptau");
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            foreach (var ending in new[] { "r1cs", "sym", "wtns", "zkey" }) json.WriteString(ending, PathOf(name, ending));
            json.WriteString("tampered", PathOf(name, "tampered.wtns"));
            json.WriteString("ptau", ptau);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private string PathOf(string name, string ending) => Path.Combine(_folder, $"{name}.{ending}");
}
