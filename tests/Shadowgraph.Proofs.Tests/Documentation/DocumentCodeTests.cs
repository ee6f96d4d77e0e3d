namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>Every C# block of the documents compiles as it is pasted, and the programs among them run.</summary>
[TestFixture]
[Parallelizable]
public sealed class DocumentCodeTests
{
    // docs/registry.md needs the provider of a database: the tests of stores compile it.
    private static IEnumerable<string> WithCode => Documents.All.Except(["docs/registry.md"]).Where(document => DocumentCode.Blocks(Documents.Read(document)).Count > 0);

    [TestCaseSource(nameof(WithCode))]
    public void EveryBlock_CompilesAsItIsPasted(string document)
    {
        var usings = document == "docs/testing-your-host.md" ? "global using NUnit.Framework;" : "";

        var problems = DocumentCode.Compile(DocumentCode.Blocks(Documents.Read(document)), usings).SelectMany(DocumentCode.Problems);

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public async Task GettingStarted_ProvesAndVerifies()
    {
        var program = DocumentCode.Compile(DocumentCode.Blocks(Documents.Read("docs/getting-started.md"))).Single();

        Assert.That((await DocumentProgram.RunAsync(program)).Trim(), Is.EqualTo("valid"));
    }

    [Test]
    public async Task CircuitOfOnesOwn_ProvesAndVerifies()
    {
        var program = DocumentCode.Compile(DocumentCode.Blocks(Documents.Read("docs/circuits.md"))).Single();

        Assert.That((await DocumentProgram.RunAsync(program)).Trim(), Is.EqualTo("True"));
    }
}
