using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Tests.Packaging;

/// <summary>The samples as their users build and run them.</summary>
[TestFixture]
[Parallelizable]
public sealed class SampleTests
{

    /// <summary>The compiler for another architecture doesn't know the processor that it runs on.</summary>
    [Test]
    public void CommandLine_PublishedAheadOfTime_IsCompiledForThisProcessorOnlyWhereItRunsOnIt()
    {
        var own = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        var other = own == "x64" ? "arm64" : "x64";

        Assert.That(InstructionSet(), Is.EqualTo("native"));
        Assert.That(InstructionSet($"-p:RuntimeIdentifier=linux-{own}"), Is.EqualTo("native"));
        Assert.That(InstructionSet($"-p:RuntimeIdentifier=linux-{other}"), Is.Empty);
        Assert.That(InstructionSet($"-p:RuntimeIdentifier=linux-{other}", "-p:IlcInstructionSet=chosen"), Is.EqualTo("chosen"));
    }

    [Test]
    public void Document_OnInstructionSets_ShowsWhatTheSampleHas()
    {
        var project = Lines(File.ReadAllText(Path.Combine(Checkout.Root, "samples", "Groth16Cli", "Groth16Cli.csproj")));
        var snippet = Lines(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "ahead-of-time.md")))
            .SkipWhile(line => line != "```xml").Skip(1).TakeWhile(line => line != "```").ToArray();

        Assert.That(snippet, Has.Length.GreaterThan(3));
        Assert.That(string.Join('\n', project), Does.Contain(string.Join('\n', snippet)));
    }

    [Test]
    public void Quickstart_OutOfMemory_SaysSoInASentence()
    {
        var folder = Directory.CreateTempSubdirectory("quickstart-");
        try
        {
            var program = Checkout.Sample("Quickstart");
            var start = new ProcessStartInfo("dotnet", [program])
            {
                WorkingDirectory = folder.FullName,
                Environment = { ["DOTNET_GCHeapHardLimit"] = "0x2800000", ["HOME"] = folder.FullName, ["XDG_DATA_HOME"] = folder.FullName },
            };

            var (exitCode, _, errors) = Run(start);

            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(errors, Does.Contain("not enough memory").And.Not.Contain("   at "));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string InstructionSet(params string[] properties)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["msbuild", "samples/Groth16Cli", "-nodeReuse:false", "-getProperty:IlcInstructionSet", "-p:PublishAot=true", .. properties])
        {
            WorkingDirectory = Checkout.Root,
        };
        var (exitCode, output, errors) = Run(start);
        Assert.That(exitCode, Is.Zero, output + errors);
        return output.Trim();
    }

    private static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo start) => ProgramRun.Run(start, Wait.Patience);

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim())];
}
