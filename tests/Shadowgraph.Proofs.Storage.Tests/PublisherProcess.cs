using System.Diagnostics;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>Runs the sample as users do, with a folder of its own for everything that it keeps.</summary>
internal sealed class PublisherProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Folder { get; } = Directory.CreateTempSubdirectory("publisher-").FullName;

    public string Registry => Path.Combine(Folder, "registry");

    public string KeyFolder => Path.Combine(Folder, "data", "shadowgraph-publisher");

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
        var start = new ProcessStartInfo(ProgramRun.DotNet, [Checkout.Sample("Publisher"), .. arguments])
        {
            WorkingDirectory = Folder,
            Environment = { ["XDG_DATA_HOME"] = Path.Combine(Folder, "data") },
        };
        var (code, output, errors) = await ProgramRun.RunAsync(start, Patience);
        return new(code, output, errors);
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
