using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>Draws the results of <see cref="ProofTimeBenchmarks"/>: time by attestations, a chart for each circuit.</summary>
internal static class ProofTimeChart
{
    private const int Width = 420;
    private const int Height = 280;
    private const int Left = 64;
    private const int Right = Width - 24;
    private const int Top = 64;
    private const int Bottom = Height - 48;
    private const int Steps = 4;

    private static readonly int[] RoundFactors = [1, 2, 4, 6, 8, 10];

    /// <summary>Writes a chart for each circuit that has results.</summary>
    /// <param name="summaries">The results of a run, of any benchmarks.</param>
    /// <param name="folder">The folder of the charts; created if there are any.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Write(IEnumerable<Summary> summaries, string folder)
    {
        var results = from summary in summaries
                      from report in summary.Reports
                      where report.BenchmarkCase.Descriptor.Type == typeof(ProofTimeBenchmarks) && report.ResultStatistics is not null
                      let benchmark = (ProofTimeCase)report.BenchmarkCase.Parameters[nameof(ProofTimeBenchmarks.Case)]
                      group (benchmark.Attestations, Milliseconds: report.ResultStatistics!.Median / 1e6) by benchmark.Size;
        var files = new List<string>();
        foreach (var circuit in results)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"proof-time-{circuit.Key.ToString().ToLowerInvariant()}.svg");
            File.WriteAllText(file, Draw(circuit.Key, [.. circuit.OrderBy(point => point.Attestations)]));
            files.Add(file);
        }

        return files;
    }

    private static string Draw(CircuitSize circuit, (int Attestations, double Milliseconds)[] points)
    {
        var most = RoundUp(points.Max(point => point.Milliseconds));
        var capacity = circuit.Capacity();
        double X(int attestations) => Left + (Right - Left) * (double)attestations / capacity;
        double Y(double milliseconds) => Bottom - (Bottom - Top) * milliseconds / most;

        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\"");
        Add($"  aria-label=\"Time of a proof in the circuit {circuit} by the number of attestations\">");
        Add($"<style>");
        Add($"  text {{ font-family: \"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", \"DejaVu Sans\", sans-serif; font-size: 12px; fill: #64748b; }}");
        Add($"  .title {{ font-size: 16px; font-weight: bold; fill: #0f172a; }}");
        Add($"  .grid {{ stroke: #e2e8f0; stroke-width: 1; }}");
        Add($"</style>");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" rx=\"10\" fill=\"#ffffff\"/>");
        Add($"<text class=\"title\" x=\"20\" y=\"30\">{circuit}: up to {capacity} attestations</text>");
        Add($"<text x=\"20\" y=\"48\">witness and proof, {Environment.ProcessorCount} threads, {InstructionSets.Best}</text>");
        for (var i = 0; i <= Steps; i++)
        {
            var (time, count) = (most * i / Steps, capacity * i / Steps);
            Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Y(time):0.#}\" y2=\"{Y(time):0.#}\"/>");
            Add($"<text x=\"{Left - 8}\" y=\"{Y(time) + 4:0.#}\" text-anchor=\"end\">{time:0.#} ms</text>");
            Add($"<text x=\"{X(count):0.#}\" y=\"{Bottom + 20}\" text-anchor=\"middle\">{count}</text>");
        }

        var line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Attestations):0.#},{Y(point.Milliseconds):0.#}")));
        Add($"<polyline points=\"{line}\" fill=\"none\" stroke=\"#0b6e4f\" stroke-width=\"2.5\"/>");
        foreach (var (attestations, milliseconds) in points)
            Add($"<circle cx=\"{X(attestations):0.#}\" cy=\"{Y(milliseconds):0.#}\" r=\"4\" fill=\"#0b6e4f\" stroke=\"#ffffff\"/>");
        Add($"</svg>");
        return svg.ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>The next of 1, 2, 4, 6 or 8 times a power of ten, so that four steps have short labels.</summary>
    private static double RoundUp(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundFactors.First(factor => factor * unit >= value) * unit;
    }
}
