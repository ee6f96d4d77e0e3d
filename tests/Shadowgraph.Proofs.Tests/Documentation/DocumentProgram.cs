using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>Runs a program that a document shows, in a folder and a process of its own.</summary>
internal static class DocumentProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    public static async Task<string> RunAsync(CSharpCompilation program)
    {
        var folder = Directory.CreateTempSubdirectory("shadowgraph-document-");
        try
        {
            // The tests' own dependencies are those of the program: it runs beside links to them.
            var tests = AppContext.BaseDirectory;
            var name = typeof(DocumentProgram).Assembly.GetName().Name!;
            var assembly = Path.Combine(folder.FullName, $"{program.AssemblyName}.dll");
            foreach (var file in Directory.EnumerateFiles(tests, "*.dll")) File.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(file)), file);
            File.Copy(Path.Combine(tests, $"{name}.runtimeconfig.json"), Path.ChangeExtension(assembly, "runtimeconfig.json"));
            await using (var file = File.Create(assembly)) Assert.That(program.Emit(file).Success, Is.True);

            var start = new ProcessStartInfo(ProgramRun.DotNet, [assembly]) { WorkingDirectory = folder.FullName };
            var (exitCode, output, errors) = await ProgramRun.RunAsync(start, Patience);
            Assert.That(exitCode, Is.Zero, errors);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
