using System.Globalization;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Benchmarks.Prediction;

/// <summary>
/// Replays recorded runs in their order: predicts each run from the earlier runs, by the pipeline's model and by the naive method,
/// the 75th percentile of earlier durations of similar work (within a half).
/// </summary>
internal static class RunReplay
{
    private const double Similar = 1.5;

    /// <summary>Prints how wrong both were.</summary>
    /// <param name="path">A file written by <see cref="RunRecorder"/>.</param>
    /// <param name="rate">Seconds for a unit of work as calibrated; null to leave the calibration out.</param>
    public static void Run(string path, double? rate)
    {
        var runs = File.ReadLines(path).Skip(1).Select(RecordedRun.Parse).ToArray();
        var predictor = new ProofPredictor();
        if (rate is { } calibrated) predictor.Calibrate(calibrated);
        var (model, modelBesideNaive, naive) = (new List<double>(), new List<double>(), new List<double>());
        var (inside, wide) = (0, new List<double>());
        for (var i = 0; i < runs.Length; i++)
        {
            var (work, took) = runs[i];
            if (predictor.Predict(work, TimeSpan.Zero, 0) is { } foretold)
            {
                model.Add(Error(foretold.Estimate.TotalSeconds, took));
                wide.Add(foretold.Upper / foretold.Lower);
                if (took >= foretold.Lower.TotalSeconds && took <= foretold.Upper.TotalSeconds) inside++;
                if (Naive(runs.AsSpan(0, i), work) is { } guess)
                {
                    naive.Add(Error(guess, took));
                    modelBesideNaive.Add(model[^1]);
                }
            }

            predictor.Learn(work, TimeSpan.FromSeconds(took));
        }

        Print($"{runs.Length} runs of {runs.Min(run => run.Seconds):F2} to {runs.Max(run => run.Seconds):F2} s, each predicted before its start.");
        if (rate is not null && model.Count > 0) Print($"First run, from the calibration alone: off by {model[0]:P0}.");
        Print($"Model: mean absolute percentage error {model.Average():P1}, of the last half {model.TakeLast(model.Count / 2).Average():P1}.");
        Print($"Interval: holds {(double)inside / model.Count:P0} (meant: 80 %); upper end {wide.Average():F2} times the lower.");
        if (naive.Count == 0) return;
        Print($"Runs with similar earlier runs ({naive.Count}): model {modelBesideNaive.Average():P1}, naive P75 {naive.Average():P1}.");
    }

    private static double Error(double foretold, double took) => Math.Abs(foretold - took) / took;

    private static double? Naive(ReadOnlySpan<RecordedRun> before, in ProofWork work)
    {
        var similar = new List<double>();
        foreach (var run in before)
        {
            var ratio = (double)run.Work.WorkUnits / work.WorkUnits;
            if (ratio is > 1 / Similar and < Similar) similar.Add(run.Seconds);
        }

        similar.Sort();
        return similar.Count == 0 ? null : similar[(int)Math.Ceiling(0.75 * similar.Count) - 1];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
