using System.Diagnostics;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Binding;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>
/// A program of its own binds a file by the generated binder and by AddProofPipeline. BINDING_PROGRAM names a published one, such as one that
/// was compiled ahead of time.
/// </summary>
[TestFixture]
public sealed class BindingProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string? Published = Environment.GetEnvironmentVariable("BINDING_PROGRAM");

    [TestCase("binder")]
    [TestCase("section")]
    public void Program_WithEveryOption_HasThemAll(string way)
    {
        var expected = new ProofPipelineOptions();
        foreach (var property in OptionProperty.Of(expected)) property.SetOther();

        var (code, output, errors) = Run(way, Json(OptionProperty.Of(expected).SelectMany(property => property.Entries())));

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), Is.EqualTo(OptionText.Of(expected)));
    }

    [Test]
    public void Program_WithAMisspeltOption_NamesIt()
    {
        var (code, output, errors) = Run("section", """{ "Proofs": { "Acess": { "Blocked": ["mallory"] }, "QueueTimeout": 90 } }""");

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

    private static (int ExitCode, string Output, string Errors) Run(string way, string json)
    {
        var folder = Directory.CreateTempSubdirectory("shadowgraph-binding-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            File.WriteAllText(file, json);
            return Run([way, file]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments)
    {
        var built = typeof(OptionText).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo(Published ?? "dotnet", Published is null ? [built, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(Patience);
        if (!ended) process.Kill();
        Assert.That(ended, Is.True, $"The program did not end in {Patience}.");
        return (process.ExitCode, output.Result, errors.Result);
    }
}
