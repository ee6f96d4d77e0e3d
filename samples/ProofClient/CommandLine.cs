using Shadowgraph.Proofs;

namespace ProofClient;

/// <summary>Runs the command of a command line and maps the outcome to an exit code; 0 means success.</summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Misuse = 2;
    private const int Cancelled = 130;

    private const string Usage = """
        Proves on this device, with an opening that is fetched once; follows requests that were begun on another.

          proofclient fetch       Fetch the opening of one's leaf, and keep it here, sealed. With --type anonymous that of the hidden subject.
          proofclient prove       Prove with the opening that is kept, fetched if there is none, and hand the proof in to be verified.
              --type exact|threshold|range|membership|anonymous  --recipient 0x...  [--minimum N] [--maximum N] [--campaign TEXT]
              [--keys FOLDER]     the ceremony's keys; DEVELOPMENT keys, which convince nobody, if it is left out
              [--out FILE]        also write the proof
              anonymous: the secret is made here on first use, and only its commitment is sent; a minimum may be given
          proofclient submit      Have the server prove, and print the request's id. Options as for prove, but for --keys and --out.
          proofclient watch ID    Follow a request of one's own to its end, over breaks and restarts.
          proofclient result ID   Print the proof of a request of one's own.
          proofclient cancel ID   Cancel a request of one's own.

        Always:
              --server https://HOST[:PORT]
              [--ca FILE]         certificates (PEM) to trust, and no others
              [--opening FILE]    where the opening is kept, opening.sealed or opening-anonymous.sealed if it is left out
              [--identity FILE]   where the secret behind anonymous proofs is kept, identity.sealed if it is left out
              [--key FILE]        where the key is that seals both, in the user's data folder if it is left out
        The token is taken from the variable PROOF_TOKEN, so that no list of processes shows it.
        Exit codes: 0 success; 1 failure, the reason is on standard error; 2 invalid command line; 130 cancelled.
        """;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            if (arguments is ["--help" or "-h" or "help", ..])
            {
                Console.WriteLine(Usage);
                return Success;
            }

            var options = ClientOptions.Parse(arguments);
            using var server = new ServerConnection(options.Server, options.Authorities, options.Token);
            await RunAsync(options, server, cancellationToken);
            return Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Cancelled;
        }
        catch (UsageException problem)
        {
            await Console.Error.WriteLineAsync($"proofclient: {problem.Message}");
            await Console.Error.WriteLineAsync(Usage);
            return Misuse;
        }
        catch (Exception problem)
        {
            await Console.Error.WriteLineAsync($"proofclient: {Explain(problem)}");
            return Failure;
        }
    }

    private static string Explain(Exception problem) => problem switch
    {
        RefusedException or ProofException or InvalidOperationException or IOException or UnauthorizedAccessException => problem.Message,
        OutOfMemoryException => "there is not enough memory.",
        _ => $"unexpected {problem.GetType().Name}: {problem.Message}",
    };

    private static Task RunAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken) => options.Command switch
    {
        "fetch" => ProveCommand.FetchAsync(options, server, cancellationToken),
        "prove" => ProveCommand.RunAsync(options, server, cancellationToken),
        "submit" => RequestCommands.SubmitAsync(options, server, cancellationToken),
        "watch" => RequestCommands.WatchAsync(options, server, cancellationToken),
        "result" => RequestCommands.ResultAsync(options, server, cancellationToken),
        "cancel" => RequestCommands.CancelAsync(options, server, cancellationToken),
        _ => throw new UsageException($"there is no command '{options.Command}'."),
    };
}
