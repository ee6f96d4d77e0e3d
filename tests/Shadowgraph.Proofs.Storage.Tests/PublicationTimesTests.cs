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
        var number = 10_000UL;
        await using var file = new FileStream(Path.Combine(world.Folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[16 << 10];
        var sync = Median(() =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        });
        var single = Median(async () =>
        {
            number++;
            await registry.PublishAsync(Account(number), About(number, attestations));
        });
        var after = Median(async () =>
        {
            for (var i = 0; i < 16; i++)
            {
                number++;
                await registry.PublishAsync(Account(number), About(number, attestations));
            }
        });
        var together = Median(async () =>
        {
            var first = number + 1;
            number += 16;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(i => registry.PublishAsync(Account(first + (ulong)i), About(first + (ulong)i, attestations))));
        });

        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{attestations} attestations: sync {sync:F3} ms; one publication {single:F3} ms; sixteen one after the other {after:F2} ms, at once {together:F2} ms ({after / together:F1} times)"));
        Assert.That(registry.Count, Is.EqualTo((int)number));

        static double Median(Func<Task> action)
        {
            var times = new double[Rounds];
            for (var i = 0; i < Rounds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                action().GetAwaiter().GetResult();
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            Array.Sort(times);
            return times[Rounds / 2];
        }
    }

    private static Attestation[] About(ulong subject, int count) =>
        [.. Enumerable.Range(1, count).Select(i => AttestationSamples.From(1_000_000_000_000 + (ulong)i) with { Target = Account(subject) })];
}
