using System.Globalization;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Benchmarks.Prediction;

/// <summary>The accuracy of predictions on real proofs: records runs, and replays recorded runs.</summary>
internal static class PredictionCommand
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case [_, "record", var path, .. var rest]:
                var seconds = rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 60;
                var rate = ProverCalibration.SecondsPerUnit();
                await RunRecorder.RunAsync(path, TimeSpan.FromSeconds(seconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Calibrated: {rate * 1e6:F2} us for a unit of work."));
                RunReplay.Run(path, rate);
                return 0;
            case [_, "replay", var path, .. var rest]:
                RunReplay.Run(path, rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) / 1e6 : null);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Expected: prediction record <file> [seconds], or prediction replay <file> [us for a unit].");
                return 1;
        }
    }
}
