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
    /// <summary>Rounds that are not counted, in which the runtime compiles and recompiles.</summary>
    private const int WarmUp = 200;

    private const int Rounds = 200;
    private const int Together = 16;
    private const int InARound = 1 + 2 * Together;

    [Test]
    public async Task Publication_BesideTheDisksOwnSync([Values(3, 12)] int attestations)
    {
        using var world = new SqliteWorld();
        await using var registry = await world.OpenAsync();
        await registry.PublishAsync(Enumerable.Range(1, 10_000).Select(i => RegistryChange.Publish(Account((ulong)i), About((ulong)i, attestations))).ToAsyncEnumerable());

        // Made beforehand: what is measured begins with the publication.
        var waiting = new Queue<(EvmAddress Account, Attestation[] Attestations)>(
            Enumerable.Range(10_001, InARound * (WarmUp + Rounds)).Select(i => (Account((ulong)i), About((ulong)i, attestations))));
        await using var file = new FileStream(Path.Combine(world.Folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[16 << 10];

        // In turn, so that a change of the machine's speed concerns all of them.
        Series sync = new(), single = new(), after = new(), together = new();
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            await sync.MeasureAsync(() =>
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
                return Task.CompletedTask;
            });
            await single.MeasureAsync(PublishAsync);
            await after.MeasureAsync(async () =>
            {
                for (var i = 0; i < Together; i++) await PublishAsync();
            });
            await together.MeasureAsync(() => Task.WhenAll(Enumerable.Range(0, Together).Select(_ => PublishAsync())));
        }

        await TestContext.Out.WriteLineAsync($"{attestations} attestations; median, fastest tenth, processor time:");
        await TestContext.Out.WriteLineAsync($"sync {sync}; one publication {single}; sixteen one after the other {after}, at once {together}");
        Assert.That(registry.Count, Is.EqualTo(10_000 + InARound * (WarmUp + Rounds)));

        Task PublishAsync()
        {
            var (account, about) = waiting.Dequeue();
            return registry.PublishAsync(account, about);
        }
    }

    private static Attestation[] About(ulong subject, int count) =>
        [.. Enumerable.Range(1, count).Select(i => AttestationSamples.From(1_000_000_000_000 + (ulong)i) with { Target = Account(subject) })];

    /// <summary>Times of an action, of which the last <see cref="Rounds"/> count. On a busy machine the median measures the others, and the fastest tenth
    /// less so.</summary>
    private sealed class Series
    {
        private readonly List<(double Elapsed, double Processor)> _times = [];

        public async Task MeasureAsync(Func<Task> action)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            await action();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _times.Add((elapsed, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds));
        }

        public override string ToString()
        {
            var counted = _times.TakeLast(Rounds).ToArray();
            double[] elapsed = [.. counted.Select(time => time.Elapsed).Order()];
            return string.Create(
                CultureInfo.InvariantCulture, $"{elapsed[Rounds / 2]:F3}, {elapsed[Rounds / 10]:F3}, {counted.Average(time => time.Processor):F3} ms");
        }
    }
}
