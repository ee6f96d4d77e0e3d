using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Tests.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>What the README shows is the code of <see cref="ReadmeExamples"/>, word for word, and that code runs.</summary>
[TestFixture]
public sealed class ReadmeTests
{
    internal static readonly string Root = Path.GetFullPath(Path.Combine(NodeScript.Folder, "../.."));

    [Test]
    public async Task ReputationExample_Runs_AndIsAccepted()
    {
        using var folder = new TemporaryFolder();
        var store = new ProvingKeyStore(new ProvingKeyStoreOptions().UseDevelopmentKeys(folder.Path));
        var key = (await store.GetAsync(CircuitSize.Small)).VerifyingKey;
        var file = Path.Combine(folder.Path, "verification_key.json");
        await File.WriteAllBytesAsync(file, key.ToJson());

        var verdict = await ReadmeExamples.Reputation(folder.Path, file, key.Hash);

        Assert.That(verdict.IsValid, Is.True, verdict.ToString());
    }

    [Test]
    public async Task SubmissionExample_Runs_AndGivesTheContractsCall()
    {
        var wallet = ProvingWorld.Named;
        var job = new ProofJob(
            ProvingWorld.People.Open(wallet), ProofStatement.Threshold(500_000), wallet, ProvingWorld.Scope, ProvingWorld.AsOf);
        var proof = (await ProvingWorld.ProveAsync(job)).Proof;
        var clock = new FakeTimeProvider(ProvingWorld.AsOf.AddMinutes(10));
        var key = (await ProvingWorld.KeyStore.GetAsync(proof.Size)).VerifyingKey;
        var unmarked = VerifyingKey.Create(
            new VerifyingKeyPoints(key.Alpha1, key.Beta2, key.Gamma2, key.Delta2, [.. key.Ic]), isDevelopmentKey: false);
        var submissions = new SubmissionValidator(
            ReputationVerifier.Trusting(proof.Size, unmarked, clock));

        var call = await ReadmeExamples.Submission(
            submissions, proof, key.Hash, ProvingWorld.People.Root, ProvingWorld.Scope, wallet);

        Assert.That(call, Is.EqualTo(proof.ToSolidityCalldata()));
    }

    [Test]
    public void SharedExample_GivesTheHostASecondLevel()
    {
        var builder = Host.CreateApplicationBuilder();
        ReadmeExamples.Shared(builder);
        using var host = builder.Build();

        Assert.That(host.Services.GetRequiredService<IProofCache>(), Is.TypeOf<TieredProofCache>());
    }

    [Test]
    public void ConfiguredExample_TakesTheSection_AndWhatIsSetOnTop()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Proofs:Queue:Capacity"] = "7";
        ReadmeExamples.Configured(builder);
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;
        Assert.That((options.Queue.Capacity, options.MaxConcurrency), Is.EqualTo((7, 2)));
    }

    [Test]
    public void CircuitExample_Runs_AndIsAccepted() => Assert.That(ReadmeExamples.Circuit(), Is.True);

    [TestCase("pipeline", "ReadmePipeline.cs")]
    [TestCase("reputation", "ReadmeExamples.cs")]
    [TestCase("submission", "ReadmeExamples.cs")]
    [TestCase("shared", "ReadmeExamples.cs")]
    [TestCase("configured", "ReadmeExamples.cs")]
    [TestCase("define", "ReadmeExamples.cs")]
    [TestCase("circuit", "ReadmeExamples.cs")]
    public void Readme_ShowsTheCodeThatRuns(string region, string file) =>
        Assert.That(Readme, Does.Contain($"```csharp\n{Region(region, file)}\n```"));

    [Test]
    public void Readme_ListsEveryTypeOfError_AsItIs()
    {
        var rows = Rows("| Error | Group | May help | The pipeline |").ToDictionary(row => row[0].Trim('`'));

        Assert.That(rows.Keys, Is.EqualTo(ProofErrorTypes.All.Select(error => error.Type.ToString())));
        foreach (var error in ProofErrorTypes.All)
        {
            var helps = error.Recoverability switch
            {
                ProofErrorRecoverability.Retryable => "trying again",
                ProofErrorRecoverability.FallbackAvailable => "another way",
                _ => "nothing",
            };
            var row = rows[error.Type.ToString()];
            Assert.That((row[1], row[2]), Is.EqualTo((error.Group.ToString(), helps)), error.Type.ToString());
        }
    }

    [Test]
    public void Readme_StatesTheDefaultsOfTheLimits()
    {
        var options = new ProofPipelineOptions();
        foreach (var row in Rows("| Option | Default | What it does |"))
        {
            object owner = options;
            foreach (var name in row[0].Trim('`').Split('.')) owner = owner.GetType().GetProperty(name)!.GetValue(owner)!;
            if (owner is ProvingKeyStoreOptions) continue;
            Assert.That(row[1].Split(',')[0], Is.EqualTo(owner is TimeSpan time ? InWords(time) : $"{owner}"), row[0]);
        }
    }

    /// <summary>The README's first example as a program.</summary>
    internal static string PipelineProgram => Region("pipeline", "ReadmePipeline.cs");

    private static string Readme => File.ReadAllText(Path.Combine(Root, "README.md"));

    /// <summary>The code between all marks of a name, in one piece.</summary>
    internal static string Region(string name, string file)
    {
        var code = new List<string>();
        var inside = false;
        var piece = new List<string>();
        foreach (var line in File.ReadAllLines(Path.Combine(Root, "tests/Shadowgraph.Proofs.Tests/Documentation", file)))
        {
            if (line.Trim() == $"// readme: {name}") inside = true;
            else if (inside && line.Trim() == "// readme: end")
            {
                inside = false;
                var indent = piece.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
                code.AddRange(piece.Select(l => l.Length == 0 ? l : l[indent..]));
                piece.Clear();
            }
            else if (inside) piece.Add(line);
        }

        Assert.That(code, Is.Not.Empty, $"{file} has no region {name}.");
        return string.Join('\n', code);
    }

    /// <summary>The rows of the table with this first line, as cells.</summary>
    internal static string[][] Rows(string head)
    {
        var lines = Readme.Split('\n');
        var start = Array.IndexOf(lines, head) + 2;
        Assert.That(start, Is.GreaterThan(1), $"The README has no table that starts {head}");
        return
        [
            .. lines.Skip(start).TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }

    private static string InWords(TimeSpan time) =>
        time.TotalHours is >= 1 and var hours ? $"{hours} h"
        : time.TotalMinutes is > 2 and var minutes ? $"{minutes} min"
        : $"{time.TotalSeconds} s";

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("shadowgraph-readme-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
