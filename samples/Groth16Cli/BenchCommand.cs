using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>bench: times of one key and witness, as one line of JSON.</summary>
internal static class BenchCommand
{
    private const int DefaultRuns = 10;

    // The just-in-time compiler replaces methods in the first seconds, beside the proofs.
    private const int DefaultWarmUpSeconds = 3;

    public static void Run(CommandContext context)
    {
        var runs = context.Operands.Option("--runs", DefaultRuns);
        var options = new Groth16ProverOptions { MaxDegreeOfParallelism = context.Operands.Option("--threads", 0) };
        var (key, keyLoad) = Time(() => context.Inputs.ReadProvingKey(context.Operands[0]));
        using var witness = context.Inputs.ReadWitness(context.Operands[1]);
        var signals = witness.Values[1..(key.PublicInputCount + 1)].ToArray();
        var prover = new Groth16Prover(key);
        var verifier = new Groth16Verifier(key.VerifyingKey);
        var (proof, firstProve) = Time(() => prover.Prove(witness, options, cancellationToken: context.Cancellation));

        var warmUp = TimeSpan.FromSeconds(context.Operands.Option("--warm-up", DefaultWarmUpSeconds));
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUp;)
            prover.Prove(witness, options, cancellationToken: context.Cancellation);

        var proving = new double[runs];
        var verifying = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            (proof, proving[i]) = Time(() => prover.Prove(witness, options, cancellationToken: context.Cancellation));
            (var valid, verifying[i]) = Time(() => verifier.Verify(proof, signals));
            if (!valid) throw new RefusedException("a proof that the prover had accepted did not verify again.");
        }

        var stages = context.Operands.Option("--stages", 0);
        var oneThread = new Groth16ProverOptions { MaxDegreeOfParallelism = 1 };
        WriteLine(context.Output, [
            ("key_load_ms", keyLoad),
            ("first_prove_ms", firstProve),
            ("prove_med_ms", Median(proving)),
            ("prove_min_ms", proving.Min()),
            ("verify_med_ms", Median(verifying)),
            ("peak_rss_mb", PeakMegabytes()),
        ],
        stages == 0 ? [] : StageTimes.Measure(stages, () => prover.Prove(witness, oneThread, cancellationToken: context.Cancellation)));
    }

    private static (T Result, double Milliseconds) Time<T>(Func<T> action)
    {
        var start = Stopwatch.GetTimestamp();
        var result = action();
        return (result, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static void WriteLine(
        TextWriter output, ReadOnlySpan<(string Name, double Value)> values, (string Stage, double Milliseconds)[] stages)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
                json.WriteNumber(name, Math.Round(value, 2));
            if (stages.Length > 0)
            {
                json.WriteStartObject("one_thread_stages_ms");
                foreach (var (stage, milliseconds) in stages)
                    json.WriteNumber(stage, Math.Round(milliseconds, 2));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }
}
