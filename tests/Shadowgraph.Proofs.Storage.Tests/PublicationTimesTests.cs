using System.Diagnostics;
using System.Globalization;
using Shadowgraph.Proofs.Tests.Reputation;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>What a durable publication takes on this machine, beside what its disk takes to have bytes for certain. Told, not asserted.</summary>
[Category("Long")]
[NonParallelizable]
public sealed class PublicationTimesTests
{
    private const int Rounds = 200;

    [Test]
    public async Task Publication_BesideTheDisksOwnSync([Values(3, 12)] int attestations)
    {
        using var world = new SqliteWorld();
        await using var registry = await world.OpenAsync();
        await registry.PublishAsync(Enumerable.Range(1, 10_000).Select(i => RegistryChange.Publish(Account((ulong)i), About((ulong)i, attestations))).ToAsyncEnumerable());

        // Made beforehand: what is measured begins with the publication.
        var waiting = new Queue<(EvmAddress Account, Attestation[] Attestations)>(
            Enumerable.Range(10_001, 33 * Rounds).Select(i => (Account((ulong)i), About((ulong)i, attestations))));
        await using var file = new FileStream(Path.Combine(world.Folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[16 << 10];
        var sync = Measure(() =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        });
        var single = Measure(PublishAsync);
        var after = Measure(async () =>
        {
            for (var i = 0; i < 16; i++) await PublishAsync();
        });
        var together = Measure(() => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PublishAsync())));

        await TestContext.Out.WriteLineAsync($"{attestations} attestations; median, fastest tenth, processor time:");
        await TestContext.Out.WriteLineAsync($"sync {sync}; one publication {single}; sixteen one after the other {after}, at once {together}");
        Assert.That(registry.Count, Is.EqualTo(10_000 + 33 * Rounds));

        Task PublishAsync()
        {
            var (account, about) = waiting.Dequeue();
            return registry.PublishAsync(account, about);
        }

        static Times Measure(Func<Task> action)
        {
            var times = new double[Rounds];
            var processor = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Rounds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                action().GetAwaiter().GetResult();
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            processor = Environment.CpuUsage.TotalTime - processor;
            Array.Sort(times);
            return new(times[Rounds / 2], times[Rounds / 10], processor.TotalMilliseconds / Rounds);
        }
    }

    private static Attestation[] About(ulong subject, int count) =>
        [.. Enumerable.Range(1, count).Select(i => AttestationSamples.From(1_000_000_000_000 + (ulong)i) with { Target = Account(subject) })];

    /// <summary>Times of an action in milliseconds.</summary>
    /// <param name="Median">Elapsed.</param>
    /// <param name="Fast">Elapsed, of the fastest tenth: on a busy machine the median measures the others.</param>
    /// <param name="Processor">Of the whole process, the mean.</param>
    private sealed record Times(double Median, double Fast, double Processor)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:F3}, {Fast:F3}, {Processor:F3} ms");
    }
}
