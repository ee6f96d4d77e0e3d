using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Maps arguments to a command, and results and errors to an exit code: 0 only for success.</summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Misuse = 2;
    private const int Cancelled = 130;

    private static readonly Command[] Commands =
    [
        new("import", "FILE... --registry DIR [--key FILE] [--sorted]",
            "Publish the attestations of files, all in one step; --sorted if those of a subject follow one another, to spare memory.",
            ["--registry", "--key", "--sorted!"], 1, int.MaxValue, ImportCommand.RunAsync),
        new("import-keyring", "KEYRING --registry DIR [--key FILE]", "Publish the signatures of an OpenPGP keyring, or of gpg's listing of one.",
            ["--registry", "--key"], 1, 1, KeyringCommand.RunAsync),
        new("root", "--registry DIR [--key FILE] [--history]", "Print the current root; with --history all retained roots and their times.",
            ["--registry", "--key", "--history!"], 0, 0, RootCommand.RunAsync),
        new("open", "SUBJECT --registry DIR [--key FILE] [--out FILE]", "Write the opening of a subject's leaf, for the subject alone to see.",
            ["--registry", "--key", "--out"], 1, 1, OpenCommand.RunAsync),
        new("prove", "SUBJECT --registry DIR [--key FILE] [--as-of DAY] [--out FILE]", "Prove a subject's score with DEVELOPMENT keys, and verify the proof.",
            ["--registry", "--key", "--as-of", "--out"], 1, 1, ProveCommand.RunAsync),
        new("verify", "--registry DIR [--key FILE]", "Hash all attestations again and compare with the tree.",
            ["--registry", "--key"], 0, 0, VerifyCommand.RunAsync),
        new("stats", "--registry DIR [--key FILE]", "Count subjects and attestations, and name the best-connected subject.",
            ["--registry", "--key"], 0, 0, StatsCommand.RunAsync),
        new("export", "--registry DIR [--key FILE] [--out FILE]", "Write all attestations as JSON Lines, which import reads back.",
            ["--registry", "--key", "--out"], 0, 0, ExportCommand.RunAsync),
        new("graph", "SUBJECT --registry DIR [--key FILE] [--as-of DAY] [--svg FILE] [--most N]", "Show the web of trust around a subject.",
            ["--registry", "--key", "--as-of", "--svg", "--most"], 1, 1, GraphCommand.RunAsync),
    ];

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            if (arguments is ["--help" or "-h" or "help", ..])
            {
                WriteUsage(Console.Out);
                return Success;
            }

            if (arguments.Length == 0) throw new UsageException("the command is missing. --help lists the commands.");
            var command = Array.Find(Commands, command => command.Name == arguments[0])
                ?? throw new UsageException($"there is no command '{arguments[0]}'.");
            await command.RunAsync(Arguments.Parse(command, arguments[1..]), cancellationToken);
            return Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled; unconfirmed changes were not published.");
            return Cancelled;
        }
        catch (UsageException problem)
        {
            await Console.Error.WriteLineAsync($"publisher: {problem.Message}");
            WriteUsage(Console.Error);
            return Misuse;
        }
        catch (Exception problem)
        {
            await Console.Error.WriteLineAsync($"publisher: {Explain(problem)}");
            return Failure;
        }
    }

    private static string Explain(Exception problem) => problem switch
    {
        RefusedException or ProofException or KeyNotFoundException => problem.Message,
        InvalidOperationException or UnauthorizedAccessException or IOException => problem.Message,
        OutOfMemoryException => "there is not enough memory.",
        _ => $"unexpected {problem.GetType().Name}: {problem.Message}",
    };

    private static void WriteUsage(TextWriter writer)
    {
        writer.WriteLine("Publishes attestations in a registry that lasts.");
        writer.WriteLine();
        foreach (var command in Commands)
        {
            writer.WriteLine($"  publisher {command.Name} {command.Operands}");
            writer.WriteLine($"      {command.Summary}");
        }

        writer.WriteLine();
        writer.WriteLine("Exit codes: 0 success; 1 failure, the reason is on standard error; 2 invalid command line; 130 cancelled.");
    }
}
