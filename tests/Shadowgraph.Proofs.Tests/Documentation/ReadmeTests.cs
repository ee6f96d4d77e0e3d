using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>What the README shows is the code of <see cref="ReadmeExamples"/>, word for word, and that code runs.</summary>
[TestFixture]
public sealed class ReadmeTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(NodeScript.Folder, "../.."));

    [Test]
    public async Task ReputationExample_Runs_AndIsAccepted()
    {
        using var folder = new TemporaryFolder();
        var verdict = await ReadmeExamples.Reputation(folder.Path);

        Assert.That(verdict.IsValid, Is.True, verdict.ToString());
    }

    [Test]
    public void CircuitExample_Runs_AndIsAccepted() => Assert.That(ReadmeExamples.Circuit(), Is.True);

    [TestCase("reputation")]
    [TestCase("define")]
    [TestCase("circuit")]
    public void Readme_ShowsTheCodeThatRuns(string region)
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var source = File.ReadAllLines(Path.Combine(Root, "tests/Shadowgraph.Proofs.Tests/Documentation/ReadmeExamples.cs"));

        var lines = source
            .SkipWhile(line => line.Trim() != $"// readme: {region}").Skip(1)
            .TakeWhile(line => line.Trim() != "// readme: end")
            .ToArray();
        Assert.That(lines, Is.Not.Empty, $"ReadmeExamples.cs has no region {region}.");

        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        var code = string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
        Assert.That(readme, Does.Contain($"```csharp\n{code}\n```"));
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("shadowgraph-readme-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
