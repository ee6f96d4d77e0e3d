using CsCheck;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Metrics;

[TestFixture]
public sealed class DurationSummaryTests
{
    [Test]
    public void Of_Nothing_IsZero() => Assert.That(DurationSummary.Of([]), Is.EqualTo(default(DurationSummary)));

    [Test]
    public void Of_One_IsThatOne()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.That(DurationSummary.Of([second]), Is.EqualTo(new DurationSummary { Count = 1, Mean = second, P50 = second, P95 = second, P99 = second, Max = second }));
    }

    [Test]
    public void Of_OneToAThousand_GivesTheRanks() => Assert.That(
        DurationSummary.Of([.. Enumerable.Range(1, 1000).Reverse().Select(i => TimeSpan.FromTicks(i))]),
        Is.EqualTo(new DurationSummary
        {
            Count = 1000,
            Mean = new(500),
            P50 = new(500),
            P95 = new(950),
            P99 = new(990),
            Max = new(1000),
        }));

    [Test]
    public void Of_AnyDurations_GivesPercentilesThatOccurred_AsCountingFindsThem() =>
        Gen.Long[0, TimeSpan.FromDays(24).Ticks].Array[1, 300].Sample(ticks =>
        {
            var durations = ticks.Select(each => new TimeSpan(each)).ToArray();
            var summary = DurationSummary.Of([.. durations]);

            Assert.That(summary.Count, Is.EqualTo(durations.Length));
            Assert.That(summary.Max, Is.EqualTo(durations.Max()));
            Assert.That(summary.Mean.TotalSeconds, Is.EqualTo(durations.Average(each => each.TotalSeconds)).Within(1e-6).Percent);
            foreach (var (percent, value) in new[] { (50, summary.P50), (95, summary.P95), (99, summary.P99) })
            {
                Assert.That(durations, Has.Member(value));
                Assert.That(durations.Count(each => each <= value) * 100, Is.GreaterThanOrEqualTo(percent * durations.Length));
                Assert.That(durations.Count(each => each < value) * 100, Is.LessThan(percent * durations.Length));
            }
        });
}
