using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>Runs the sample as users do, with a folder of its own for everything that it keeps.</summary>
internal sealed class PublisherProcess : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("publisher-").FullName;

    public string Registry => Path.Combine(Folder, "registry");

    public string KeyFolder => Path.Combine(Folder, "data", "shadowgraph-publisher");

    private static string Program
    {
        get
        {
            // tests/NAME/bin/CONFIGURATION/FRAMEWORK/
            var output = new DirectoryInfo(Path.GetDirectoryName(typeof(PublisherProcess).Assembly.Location)!);
            var root = output.Parent!.Parent!.Parent!.Parent!.Parent!;
            return Path.Combine(root.FullName, "samples", "Publisher", "bin", output.Parent.Name, output.Name, "Publisher.dll");
        }
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command on the registry.</summary>
    public Task<Answer> RunAsync(params string[] arguments) => RunBareAsync([.. arguments, "--registry", Registry]);

    /// <summary>Runs a command line as it is.</summary>
    public async Task<Answer> RunBareAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            Environment = { ["XDG_DATA_HOME"] = Path.Combine(Folder, "data") },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>How a process ended.</summary>
    internal sealed record Answer(int Code, string Output, string Errors)
    {
        /// <summary>The output of a command that did what it was asked.</summary>
        public string Good()
        {
            Assert.That(Code, Is.Zero, Errors);
            return Output;
        }
    }
}
