using System.Globalization;

namespace ProofServer.Profiling;

/// <summary>Recommendations from the figures.</summary>
internal static class Recommendations
{
    private const double Scattered = 1.5;
    private const double Idle = 0.6;

    public static IReadOnlyList<string> For(IReadOnlyList<ProfileRow> rows, int processors, long availableBytes)
    {
        var all = new List<string>();
        foreach (var group in rows.GroupBy(row => row.Attestations).Where(group => group.Count() > 1))
        {
            var (best, worst) = (group.MinBy(row => row.P50)!, group.MaxBy(row => row.P50)!);
            all.Add(Text($"{group.Key} attestations: the {best.Circuit} circuit is fastest, {worst.P50 / best.P50:0.0} times as fast as {worst.Circuit}."));
        }

        foreach (var row in rows.Where(row => row.P95 > Scattered * row.P50))
        {
            all.Add(Text(
                $"{row.Circuit}, {row.Attestations} attestations: P95 is {row.P95 / row.P50:0.0} times the median. Check the machine for other load, or measure more iterations."));
        }

        var share = rows.Sum(row => row.ProcessorSeconds) / rows.Sum(row => row.Mean) / processors;
        if (share < Idle)
        {
            var concurrency = Math.Min(Math.Max(2, (int)Math.Round(1 / share)), Math.Max(2, processors));
            all.Add(Text($"One proof at a time keeps {share:P0} of {processors} processors busy: set Proofs:MaxConcurrency to {concurrency} for more proofs a minute."));
        }
        else
        {
            all.Add(Text($"One proof keeps {share:P0} of {processors} processors busy: concurrent proofs share the processors, and each takes longer."));
        }

        var peak = rows.Max(row => row.PeakBytes);
        if (peak > 0) all.Add(Text($"A proof takes up to {peak / 1e6:0} MB: {Math.Max(1, (long)(0.75 * availableBytes / peak))} at once fit three quarters of the memory."));
        var slowest = rows.MaxBy(row => row.P99)!;
        all.Add(Text($"A timeout of {Math.Ceiling(10 * slowest.P99):0} s is ten times the P99 of the slowest case ({slowest.Circuit}, {slowest.Attestations} attestations)."));
        return all;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
