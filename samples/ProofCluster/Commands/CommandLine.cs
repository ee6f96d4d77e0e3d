using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>From a command line to an exit code: 0 for success and nothing else.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int Misuse = 2;

    private const string Usage = """
        proofcluster silo                                  Proves requests until it is stopped.
        proofcluster front                                 Takes requests over HTTP, and shows the operator's page.
        proofcluster prove  [OPENING] --user=NAME          Submits a request and follows it to its end.
                     --recipient=0x.. --threshold=N --key=GUID --out=FILE
        proofcluster submit [OPENING] --user=NAME ...      Submits a request and prints its id.
        proofcluster find   ID --user=NAME [--out=FILE]    Prints where a request stands; writes its result.
        proofcluster watch  ID --user=NAME                 Follows a request to its end.
        proofcluster cancel ID --user=NAME                 Cancels a request.
        proofcluster forget ID --user=NAME                 Clears an ended request.
        proofcluster audit  FOLDER... [--last=N]           Verifies the audit folders of all processes, and prints the entries by time.
                     --request=ID --user=NAME --action=NAME
        proofcluster bench  --requests=N --callers=N       Measures the cluster with made-up requests; with --seconds=N for a time.
        proofcluster bench-cancel --requests=N             Measures cancellations of running requests.
        proofcluster simulate [--proof=MS] [--cores=N]     Foretells clusters of 1 to 200 silos from the cost of a request.

        Without an OPENING (a file that a registry's publisher has written) the request is about a made-up subject. Options of the section
        ProofCluster are set in proofcluster.json, by variables such as ProofCluster__Redis, or as --ProofCluster:Redis=localhost:6379.
        Exit codes: 0 success; 1 failure; 2 a wrong command line; 70 a silo that its store no longer knows.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["silo", .. var rest] => await SiloCommand.RunAsync(new Arguments(rest)),
                ["front", .. var rest] => await FrontCommand.RunAsync(new Arguments(rest)),
                ["prove", .. var rest] => await ProveCommand.RunAsync(rest, follows: true),
                ["submit", .. var rest] => await ProveCommand.RunAsync(rest, follows: false),
                ["find", .. var rest] => await RequestCommands.FindAsync(new Arguments(rest, "user", "out")),
                ["watch", .. var rest] => await RequestCommands.WatchAsync(new Arguments(rest, "user")),
                ["cancel", .. var rest] => await RequestCommands.CancelAsync(new Arguments(rest, "user")),
                ["forget", .. var rest] => await RequestCommands.ForgetAsync(new Arguments(rest, "user")),
                ["audit", .. var rest] => AuditCommand.Run(new Arguments(rest, AuditCommand.Options), Console.Out),
                ["bench", .. var rest] => await BenchCommand.RunAsync(new Arguments(rest, BenchCommand.Options)),
                ["bench-cancel", .. var rest] => await BenchCancelCommand.RunAsync(new Arguments(rest, "requests")),
                ["simulate", .. var rest] => await SimulateCommand.RunAsync(new Arguments(rest, SimulateCommand.Options)),
                _ => throw new UsageException("Name a command."),
            };
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"proofcluster: {e.Message}\n\n{Usage}");
            return Misuse;
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync($"proofcluster: the configuration can't be used:\n  {string.Join("\n  ", e.Failures)}");
            return Misuse;
        }
        catch (Exception e) when (e is StoreCheckException or ProofException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"proofcluster: {e.Message}");
            return Failure;
        }
    }
}
