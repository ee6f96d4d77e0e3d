using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>The time of a bulk publication by the number of subjects, in memory and in SQLite, with a chart.</summary>
internal static class PublicationSeries
{
    private const int AttestationCount = 12;
    private const int Fewest = 1000;

    /// <summary>Publishes 1 000 subjects, and ten times as many up to the largest number.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [_, var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out var largest) || largest is < Fewest or > 10_000_000)
        {
            await Console.Error.WriteLineAsync("Expected: publications LARGEST, the largest number of subjects, 1000 to 10000000.");
            return 1;
        }

        var output = Console.Out;
        await MeasureAsync(new AttestationRegistry(), Fewest);
        List<(int Subjects, double Seconds)> memory = [], sqlite = [];
        await output.WriteLineAsync("| Subjects | In memory | In SQLite |");
        await output.WriteLineAsync("| -------: | --------: | --------: |");
        for (var subjects = Fewest; subjects <= largest; subjects *= 10)
        {
            memory.Add((subjects, await MeasureAsync(new AttestationRegistry(), subjects)));
            sqlite.Add((subjects, await MeasureInSqliteAsync(subjects)));
            await output.WriteLineAsync($"| {Count(subjects)} | {Duration.Format(memory[^1].Seconds * 1e9)} | {Duration.Format(sqlite[^1].Seconds * 1e9)} |");
        }

        await output.WriteLineAsync($"Chart: {Draw(memory, sqlite).Write("publication-time")}");
        return 0;
    }

    private static async Task<double> MeasureInSqliteAsync(int subjects)
    {
        var folder = Directory.CreateTempSubdirectory("publication-");
        try
        {
            await using var source = SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(folder.FullName, "registry.db")};Pooling=False");
            await using var registry = await AttestationRegistry.OpenAsync(
                new DbRegistryStore(source), new RegistryStorageOptions().SealWith(RegistryStorageOptions.CreateKey()));
            return await MeasureAsync(registry, subjects);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(AttestationRegistry registry, int subjects)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await registry.PublishAsync(ChangesAsync(subjects), new() { ExpectedChanges = subjects });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Changes that are made while they are read, since a million would not fit into memory beside the registry.</summary>
    private static async IAsyncEnumerable<RegistryChange> ChangesAsync(int subjects)
    {
        for (var i = 1; i <= subjects; i++)
            yield return RegistryChange.Publish(SampleRegistry.AddressOf(i), SampleRegistry.AttestationsFor(i, AttestationCount));
        await Task.CompletedTask;
    }

    private static LineChart Draw(List<(int Subjects, double Seconds)> memory, List<(int Subjects, double Seconds)> sqlite)
    {
        var (from, to) = (PowerOfTen(memory.Min(point => point.Seconds), down: true), PowerOfTen(sqlite.Max(point => point.Seconds), down: false));
        var largest = memory[^1].Subjects;
        return new(
            "Publishing subjects of 12 attestations",
            $"created, hashed and committed, {Environment.ProcessorCount} threads, {InstructionSets.Best}",
            "Time of a publication by the number of subjects, in memory and in SQLite")
        {
            Across = [.. memory.Select(point => new LineChart.Tick(Across(point.Subjects), Count(point.Subjects)))],
            Up = [.. Enumerable.Range(from, to - from + 1).Select(power => new LineChart.Tick(Up(Math.Pow(10, power)), Duration(power)))],
            Lines =
            [
                new("in SQLite", [.. sqlite.Select(point => (Across(point.Subjects), Up(point.Seconds)))]),
                new("in memory", [.. memory.Select(point => (Across(point.Subjects), Up(point.Seconds)))]),
            ],
        };

        // Both axes are logarithmic: a straight line of slope 1 is a constant time for each subject.
        double Across(int subjects) => largest == Fewest ? 0 : Math.Log10(subjects / (double)Fewest) / Math.Log10(largest / (double)Fewest);

        double Up(double seconds) => (Math.Log10(seconds) - from) / (to - from);

        static string Duration(int power) => power < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power + 3):0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power):0} s");
    }

    private static int PowerOfTen(double seconds, bool down) => (int)(down ? Math.Floor(Math.Log10(seconds)) : Math.Ceiling(Math.Log10(seconds)));

    private static string Count(int subjects) => subjects.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
