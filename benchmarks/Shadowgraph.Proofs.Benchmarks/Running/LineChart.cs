using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>A chart of lines as SVG.</summary>
/// <param name="Title">The first line.</param>
/// <param name="Conditions">The second line, such as the number of threads.</param>
/// <param name="Description">The chart in a sentence, for readers who do not see the chart.</param>
internal sealed record LineChart(string Title, string Conditions, string Description)
{
    private const int Width = 420;
    private const int Height = 280;
    private const int Left = 64;
    private const int Right = Width - 40;
    private const int Top = 64;
    private const int Bottom = Height - 48;

    private static readonly string[] Colors = ["#0b6e4f", "#b45309", "#1d4ed8"];

    /// <summary>The labels of the horizontal axis.</summary>
    public required IReadOnlyList<Tick> Across { get; init; }

    /// <summary>The labels of the vertical axis, each with a line.</summary>
    public required IReadOnlyList<Tick> Up { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>Writes a file, and creates its folder.</summary>
    /// <returns>The path of the file.</returns>
    public string Write(string name)
    {
        var folder = Path.Combine("BenchmarkDotNet.Artifacts", "charts");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, name + ".svg");
        File.WriteAllText(file, Draw());
        return file;
    }

    private string Draw()
    {
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\"");
        Add($"  aria-label=\"{Description}\">");
        Add($"<style>");
        Add($"  text {{ font-family: \"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", \"DejaVu Sans\", sans-serif; font-size: 12px; fill: #64748b; }}");
        Add($"  .title {{ font-size: 16px; font-weight: bold; fill: #0f172a; }}");
        Add($"  .grid {{ stroke: #e2e8f0; stroke-width: 1; }}");
        Add($"</style>");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" rx=\"10\" fill=\"#ffffff\"/>");
        Add($"<text class=\"title\" x=\"20\" y=\"30\">{Title}</text>");
        Add($"<text x=\"20\" y=\"48\">{Conditions}</text>");
        foreach (var (position, label) in Up)
        {
            Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Y(position):0.#}\" y2=\"{Y(position):0.#}\"/>");
            Add($"<text x=\"{Left - 8}\" y=\"{Y(position) + 4:0.#}\" text-anchor=\"end\">{label}</text>");
        }

        foreach (var (position, label) in Across) Add($"<text x=\"{X(position):0.#}\" y=\"{Bottom + 20}\" text-anchor=\"middle\">{label}</text>");
        for (var i = 0; i < Lines.Count; i++) AddLine(Lines[i], i);
        Add($"</svg>");
        return svg.ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void AddLine(Line line, int number)
        {
            var color = Colors[number];
            var points = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Across):0.#},{Y(point.Up):0.#}")));
            Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\"/>");
            foreach (var (across, up) in line.Points)
                Add($"<circle cx=\"{X(across):0.#}\" cy=\"{Y(up):0.#}\" r=\"4\" fill=\"{color}\" stroke=\"#ffffff\"/>");
            if (line.Label is null) return;
            Add($"<circle cx=\"{Left + 16}\" cy=\"{Top + 12 + 18 * number}\" r=\"4\" fill=\"{color}\"/>");
            Add($"<text x=\"{Left + 26}\" y=\"{Top + 16 + 18 * number}\">{line.Label}</text>");
        }
    }

    private static double X(double position) => Left + (Right - Left) * position;

    private static double Y(double position) => Bottom - (Bottom - Top) * position;

    /// <summary>A label of an axis.</summary>
    /// <param name="Position">From 0 to 1.</param>
    /// <param name="Label">The text.</param>
    internal readonly record struct Tick(double Position, string Label);

    /// <summary>A line.</summary>
    /// <param name="Label">The text in the legend; null for a chart with a single line.</param>
    /// <param name="Points">Positions from 0 to 1.</param>
    internal sealed record Line(string? Label, IReadOnlyList<(double Across, double Up)> Points);
}
