using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Binding;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>A program of its own binds a file by the generated binder and by AddProofPipeline.</summary>
[TestFixture]
public sealed class BindingProgramTests
{
    [TestCase("binder")]
    [TestCase("section")]
    public void Program_WithEveryOption_HasThemAll(string way)
    {
        var expected = new ProofPipelineOptions();
        foreach (var property in OptionProperty.Of(expected)) property.SetOther();

        var (code, output, errors) = BindingProgram.Run(way, Json(OptionProperty.Of(expected).SelectMany(property => property.Entries())));

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), Is.EqualTo(OptionText.Of(expected)));
    }

    [Test]
    public void Program_WithAMisspeltOption_NamesIt()
    {
        var (code, output, errors) = BindingProgram.Run("section", """{ "Proofs": { "Acess": { "Blocked": ["mallory"] }, "QueueTimeout": 90 } }""");

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.Contain("Proofs:Acess").And.Contain("00:01:30 for 90 seconds"));
    }

    private static string Json(IEnumerable<KeyValuePair<string, string?>> entries)
    {
        var root = new JsonObject();
        foreach (var (key, value) in entries)
        {
            var names = key.Split(':');
            var node = root;
            foreach (var name in names[..^1])
            {
                if (node[name] is not JsonObject) node[name] = new JsonObject();
                node = node[name]!.AsObject();
            }

            node[names[^1]] = value;
        }

        return new JsonObject { ["Proofs"] = root }.ToJsonString();
    }
}
