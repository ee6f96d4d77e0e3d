using System.Globalization;
using BenchmarkDotNet.Reports;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>Draws the results of <see cref="ProofTimeBenchmarks"/>: time by attestations, a chart for each circuit.</summary>
internal static class ProofTimeChart
{
    private const int Steps = 4;

    private static readonly int[] RoundFactors = [1, 2, 4, 6, 8, 10];

    /// <summary>Writes a chart for each circuit that has results, and names the files.</summary>
    /// <param name="summaries">The results of a run, of any benchmarks.</param>
    /// <param name="output">Receives a line for each file.</param>
    public static void Write(IEnumerable<Summary> summaries, TextWriter output)
    {
        var results = from summary in summaries
                      from report in summary.Reports
                      where report.BenchmarkCase.Descriptor.Type == typeof(ProofTimeBenchmarks) && report.ResultStatistics is not null
                      let benchmark = (ProofTimeCase)report.BenchmarkCase.Parameters[nameof(ProofTimeBenchmarks.Case)]
                      group (benchmark.Attestations, Milliseconds: report.ResultStatistics!.Median / 1e6) by benchmark.Size;
        foreach (var circuit in results)
        {
            var chart = Draw(circuit.Key, [.. circuit.OrderBy(point => point.Attestations)]);
            output.WriteLine($"Chart: {chart.Write($"proof-time-{circuit.Key.ToString().ToLowerInvariant()}")}");
        }
    }

    private static LineChart Draw(CircuitSize circuit, (int Attestations, double Milliseconds)[] points)
    {
        var most = RoundUp(points.Max(point => point.Milliseconds));
        var capacity = circuit.Capacity();
        return new(
            $"{circuit}: up to {capacity} attestations",
            $"witness and proof, {Environment.ProcessorCount} threads, {InstructionSets.Best}",
            $"Time of a proof in the circuit {circuit} by the number of attestations")
        {
            Across = [.. Enumerable.Range(0, Steps + 1).Select(i => new LineChart.Tick(i / (double)Steps, (capacity * i / Steps).ToString(CultureInfo.InvariantCulture)))],
            Up = [.. Enumerable.Range(0, Steps + 1).Select(i => new LineChart.Tick(i / (double)Steps, string.Create(CultureInfo.InvariantCulture, $"{most * i / Steps:0.#} ms")))],
            Lines = [new(null, [.. points.Select(point => (point.Attestations / (double)capacity, point.Milliseconds / most))])],
        };
    }

    /// <summary>The next of 1, 2, 4, 6 or 8 times a power of ten, so that four steps have short labels.</summary>
    private static double RoundUp(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundFactors.First(factor => factor * unit >= value) * unit;
    }
}
