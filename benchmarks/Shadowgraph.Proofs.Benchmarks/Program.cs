using BenchmarkDotNet.Running;
using Shadowgraph.Proofs.Benchmarks.Prediction;
using Shadowgraph.Proofs.Benchmarks.Proving;
using Shadowgraph.Proofs.Benchmarks.Registry;
using Shadowgraph.Proofs.Benchmarks.Running;

if (args.Length == 0)
{
    Console.WriteLine(
        """
        Benchmarks of Shadowgraph.Proofs. Always run them in Release:

          dotnet run -c Release --project benchmarks/Shadowgraph.Proofs.Benchmarks -- <arguments>

          short               every class with few parameters and few iterations, under 5 minutes on 2 cores; one table at the end
          short <pattern>     the short mode for the classes whose name contains the pattern, such as short Msm
          short ProofTime     proofs by circuit and number of attestations, with a chart for each circuit
          prediction record runs.csv 60    makes proofs for a minute, and shows how well each was foretold from those before it
          prediction replay runs.csv       shows it again
          publication 20000 18 5           many subjects at once beside one by one, a tree of 2^18 leaves, openings meanwhile; 5 rounds in turn
          publications 1000000             1 000 to 1 000 000 subjects at once, in memory and in SQLite, with a chart
          scaling medium 21                processor time of a proof by threads, and a model of its time on up to 64 cores; 21 proofs of each
          --list flat         the names of all benchmarks
          --filter '*Msm*'    the full mode for the benchmarks whose name matches; '*' for all, which takes hours

        All other arguments are BenchmarkDotNet's: --help shows them.
        """);
    return 0;
}

if (args[0] == "prediction") return await PredictionCommand.RunAsync(args);
if (args[0] == "publication") return await PublicationCommand.RunAsync(args);
if (args[0] == "publications") return await PublicationSeries.RunAsync(args);
if (args[0] == "scaling") return ScalingCommand.Run(args);
if (args[0] == "short") return ShortMode.Run(args.Length > 1 ? args[1] : "");

var summaries = BenchmarkSwitcher.FromAssembly(typeof(ShortMode).Assembly).Run(args, FullMode.Config);
ProofTimeChart.Write(summaries, Console.Out);
return 0;
