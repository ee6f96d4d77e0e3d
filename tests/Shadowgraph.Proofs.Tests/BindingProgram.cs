using System.Diagnostics;
using Shadowgraph.Proofs.Binding;

namespace Shadowgraph.Proofs.Tests;

/// <summary>The built binding program; a published one, such as one that was compiled ahead of time, if BINDING_PROGRAM names its file.</summary>
internal static class BindingProgram
{
    private static readonly string? Published = Environment.GetEnvironmentVariable("BINDING_PROGRAM");

    /// <summary>Runs the program to its end on a file.</summary>
    /// <param name="way">The program's first argument.</param>
    /// <param name="json">The content of the file.</param>
    public static (int ExitCode, string Output, string Errors) Run(string way, string json)
    {
        var folder = Directory.CreateTempSubdirectory("shadowgraph-binding-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            File.WriteAllText(file, json);
            string[] command = Published is null ? [ProgramRun.DotNet, typeof(OptionText).Assembly.Location, way, file] : [Published, way, file];
            return ProgramRun.Run(new ProcessStartInfo(command[0], command[1..]), Wait.Patience);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
