namespace ProofServer.Profiling;

/// <summary>The measurements.</summary>
internal sealed record ProfileResult(
    DateTimeOffset At, int Processors, long AvailableBytes, int Iterations, int WarmUp, IReadOnlyList<ProfileRow> Rows,
    IReadOnlyList<string> Recommendations);

/// <summary>One circuit with one number of attestations; times in seconds.</summary>
internal sealed record ProfileRow(
    string Circuit, int Attestations, int Links, double Mean, double Minimum, double Maximum, double P50, double P95, double P99,
    double ProcessorSeconds, long PeakBytes)
{
    /// <param name="circuit">The circuit.</param>
    /// <param name="attestations">How many.</param>
    /// <param name="links">Links of each proof.</param>
    /// <param name="seconds">Of each proof, at least one.</param>
    /// <param name="processor">Processor time of all proofs.</param>
    /// <param name="peak">Peak memory of a proof.</param>
    public static ProfileRow Of(string circuit, int attestations, int links, IReadOnlyList<double> seconds, double processor, long peak)
    {
        var sorted = seconds.Order().ToArray();
        double Percentile(int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
        return new ProfileRow(
            circuit, attestations, links, sorted.Average(), sorted[0], sorted[^1], Percentile(50), Percentile(95), Percentile(99),
            processor / sorted.Length, peak);
    }
}

/// <summary>How far a run is.</summary>
internal sealed record ProfileProgress(int Done, int All, string Doing);
