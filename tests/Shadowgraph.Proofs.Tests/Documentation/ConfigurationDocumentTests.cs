using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>docs/configuration.md lists every option as the tables have it, and its example can be used.</summary>
[TestFixture]
public sealed class ConfigurationDocumentTests
{
    private static readonly string File = Path.Combine(Checkout.Root, "docs/configuration.md");

    private static string Text => System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");

    private static string Introduction => Text[..Text.IndexOf(ConfigurationDocument.Start, StringComparison.Ordinal)];

    [Test]
    public void Document_ListsEveryOptionAsItIs() => Assert.That(
        Text[Introduction.Length..], Is.EqualTo(ConfigurationDocument.Tables()), $"Run the test {nameof(WriteTables)} to write them.");

    [Test]
    public void Example_IsAcceptedAsItStands()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Example));
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Proofs");
        using var provider = new ServiceCollection().AddProofPipeline(section).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;

        Assert.That((options.Keys.Source, options.Access.Mode), Is.EqualTo((KeySource.Ceremony, AccessMode.Closed)));
        Assert.That(options.Access.Allowed, Is.Not.Empty);
    }

    [Test, Explicit("Writes the tables into docs/configuration.md.")]
    public void WriteTables()
    {
        System.IO.File.WriteAllText(File, Introduction + ConfigurationDocument.Tables());

        Document_ListsEveryOptionAsItIs();
    }

    private static string Example
    {
        get
        {
            const string Fence = "```json\n";
            var start = Text.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
            return Text[start..Text.IndexOf("```", start, StringComparison.Ordinal)];
        }
    }
}
