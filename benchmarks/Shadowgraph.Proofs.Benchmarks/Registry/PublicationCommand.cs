using System.Globalization;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Bulk and single publication of many subjects, the tree alone, and concurrent openings; alternating, medians.</summary>
internal static class PublicationCommand
{
    private const int AttestationCount = 12;
    private const int OneByOne = 200;

    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [_, .. var rest] || rest.Length > 3 || !rest.All(text => int.TryParse(text, CultureInfo.InvariantCulture, out _)))
        {
            await Console.Error.WriteLineAsync("Expected: publication [subjects] [depth of the tree] [rounds].");
            return 1;
        }

        int[] numbers = [.. rest.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var (subjects, depth, rounds) = (numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
        if (subjects == 0) subjects = 20_000;
        if (depth == 0) depth = 18;
        if (rounds == 0) rounds = 5;
        Console.WriteLine($"{InstructionSets.Best}, {subjects} subjects of {AttestationCount} attestations, a tree of 2^{depth} leaves, {rounds} rounds");

        var changes = SampleChanges.For(1, subjects, AttestationCount);
        var times = new MedianTimes();
        times.Skip = true;
        await PublishAsync(times, changes[..Math.Min(subjects, 2000)]);
        HashTimes.Measure(times);
        times.Skip = false;
        for (var round = 0; round < rounds; round++)
        {
            await PublishAsync(times, changes);
            HashTimes.Measure(times);
            TreeTimes.Measure(times, depth, OneByOne);
        }

        times.Print(Console.Out);
        foreach (var threads in ThreadCounts.All) await OpeningLatency.MeasureAsync(changes, threads, Console.Out);
        return 0;
    }

    private static async Task PublishAsync(MedianTimes times, RegistryChange[] changes)
    {
        foreach (var threads in ThreadCounts.All)
        {
            var registry = new AttestationRegistry();
            await times.MeasureAsync(
                $"a subject, all at once, {threads} threads",
                changes.Length,
                () => registry.PublishAsync(SampleChanges.Stream(changes), new() { MaxThreads = threads }));
            if (threads > 1) continue;
            times.Measure(
                "a subject, one by one",
                OneByOne,
                () =>
                {
                    var root = Fr.Zero;
                    foreach (var change in changes.AsSpan(0, OneByOne)) root = registry.Publish(change.Account, change.Attestations!);
                    return root;
                });
        }

        times.Measure(
            "a subject, validated, quantised and sorted",
            OneByOne * 10,
            () =>
            {
                var count = 0;
                for (var i = 0; i < OneByOne * 10; i++)
                {
                    var change = changes[i % changes.Length];
                    count += AttestationBundle.Quantize(change.Account, change.Attestations!).Length;
                }

                return count;
            });
    }
}
