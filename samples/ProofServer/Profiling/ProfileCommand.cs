using System.Globalization;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace ProofServer.Profiling;

/// <summary>profile [--circuits small,medium] [--attestations 10,50] [--iterations 5] [--warm-up 1] [--output profile.html].</summary>
internal static class ProfileCommand
{
    private const string Usage =
        "Expected: profile [--circuits small,medium,large] [--attestations 10,50,200] [--iterations 5] [--warm-up 1] [--output profile.html]";

    /// <returns>The process's exit code: 0; 1 for invalid arguments; 130 after an interruption.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Parse(args) is not var (options, output) || options.FindProblem() is not null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 1;
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        var keys = new ProvingKeyStore(new ProvingKeyStoreOptions { EnvironmentName = Environments.Development }.UseDevelopmentKeys());
        try
        {
            var profiler = new Profiler(new ReputationProver(keys), TimeProvider.System);
            var result = await profiler.RunAsync(options, new Lines(), interrupted.Token);
            await File.WriteAllTextAsync(output, ProfileReport.Write(result), interrupted.Token);
            foreach (var advice in result.Recommendations) Console.WriteLine($"- {advice}");
            Console.WriteLine($"The report is in {Path.GetFullPath(output)}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted: nothing was written.");
            return 130;
        }
    }

    private static (ProfileOptions Options, string Output)? Parse(string[] args)
    {
        var (options, output) = (ProfileOptions.Default, "profile.html");
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            var value = args[i + 1];
            switch (args[i])
            {
                case "--circuits": options = options with { Circuits = value.Split(',') }; break;
                case "--attestations" when Numbers(value) is { } numbers: options = options with { Attestations = numbers }; break;
                case "--iterations" when Numbers(value) is [var number]: options = options with { Iterations = number }; break;
                case "--warm-up" when Numbers(value) is [var number]: options = options with { WarmUp = number }; break;
                case "--output": output = value; break;
                default: return null;
            }
        }

        return (options, output);
    }

    private static int[]? Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private sealed class Lines : IProgress<ProfileProgress>
    {
        public void Report(ProfileProgress value) => Console.WriteLine($"{value.Done,4} of {value.All}: {value.Doing}");
    }
}
