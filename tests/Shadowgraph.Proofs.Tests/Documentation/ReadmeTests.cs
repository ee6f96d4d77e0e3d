using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The examples of README and documents run, and their tables state the truth.</summary>
[TestFixture]
public sealed class ReadmeTests
{
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

        var call = await Submission.CallAsync(
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

    [TestCase("README.md", "pipeline", "ReadmePipeline.cs")]
    [TestCase("src/Shadowgraph.Proofs/README.md", "pipeline", "ReadmePipeline.cs")]
    [TestCase("docs/contracts.md", "submission", "ReadmeExamples.cs")]
    [TestCase("docs/caching.md", "shared", "ReadmeExamples.cs")]
    [TestCase("docs/pipeline.md", "configured", "ReadmeExamples.cs")]
    public void Document_ShowsTheCodeThatRuns(string document, string region, string file) =>
        Assert.That(Documents.Read(document), Does.Contain(Documents.Region(region, file)));

    [Test]
    public void Errors_ListEveryTypeAsItIs()
    {
        var rows = Documents.Rows("docs/errors.md", "| Error | Group | May help | The pipeline |").ToDictionary(row => row[0].Trim('`'));

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
    public void Pipeline_StatesTheDefaultsOfTheLimits()
    {
        var options = new ProofPipelineOptions();
        foreach (var row in Documents.Rows("docs/pipeline.md", "| Option | Default | Meaning |"))
        {
            object owner = options;
            foreach (var name in row[0].Trim('`').Split('.')) owner = owner.GetType().GetProperty(name)!.GetValue(owner)!;
            if (owner is ProvingKeyStoreOptions) continue;
            Assert.That(row[1].Split(',')[0], Is.EqualTo(owner is TimeSpan time ? InWords(time) : $"{owner}"), row[0]);
        }
    }

    [Test]
    public void Readme_IsShort() => Assert.That(Documents.Read("README.md").Split('\n'), Has.Length.LessThan(200));

    /// <summary>The README's example as a program.</summary>
    internal static string PipelineProgram => Documents.Region("pipeline", "ReadmePipeline.cs");

    private static string InWords(TimeSpan time) =>
        time.TotalHours is >= 1 and var hours ? $"{hours} h"
        : time.TotalMinutes is > 2 and var minutes ? $"{minutes} min"
        : $"{time.TotalSeconds} s";
}
