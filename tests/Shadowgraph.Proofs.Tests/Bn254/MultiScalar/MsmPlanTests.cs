using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

public sealed class MsmPlanTests
{
    [Test]
    public void Slices_CoverEachDigitOnce_LargestFirst(
        [Values(100, 3000, 1 << 14, 1 << 16, 300_000)] int terms, [Values] bool areFull, [Values(1, 2, 3, 16, 64)] int degree)
    {
        using var scalars = MsmScalars.Of(Scalars(terms, areFull), Parallelism.Sequential);
        using var sized = ScalarsByLength.Of(scalars, indices: null);
        var plan = MsmPlan.For(sized, degree);

        for (var window = 0; window < plan.Windows.Count; window++)
        {
            var ranges = plan.Slices.Where(slice => slice.FirstWindow <= window && window < slice.EndWindow)
                .Select(slice => (From: slice.FirstTerm, To: slice.EndOf(window, sized, plan.Windows))).Order().ToArray();
            Assert.That(ranges[0].From, Is.Zero);
            Assert.That(ranges[^1].To, Is.EqualTo(sized.CountWithAtLeast(plan.Windows.BitsToReach(window))));
            for (var i = 1; i < ranges.Length; i++) Assert.That(ranges[i].From, Is.EqualTo(ranges[i - 1].To));
        }

        var entries = plan.Slices.Select(slice => slice.Entries(sized, plan.Windows)).ToArray();
        Assert.That(entries, Is.Ordered.Descending);
        Assert.That(plan.Slices.Where(slice => slice.Windows == 1).Select(slice => slice.Entries(sized, plan.Windows)), Has.All.AtMost(MsmPlan.LargestSlice));
    }

    /// <summary>Parts have the buckets of the whole window: with many threads, cutting all windows finely would cost more than waiting.</summary>
    [TestCase(1 << 14, 2, 1)]
    [TestCase(1 << 14, 64, 14)]
    [TestCase(1 << 16, 1, 0)]
    [TestCase(1 << 16, 2, 1)]
    [TestCase(1 << 16, 16, 6.2)]
    [TestCase(1 << 16, 32, 7.7)]
    [TestCase(1 << 16, 64, 7.7)]
    [TestCase(300_000, 64, 7.5)]
    public void Slices_ForManyThreads_AddFewBuckets(int terms, int degree, double mostPercent)
    {
        using var scalars = MsmScalars.Of(Scalars(terms, areFull: true), Parallelism.Sequential);
        using var sized = ScalarsByLength.Of(scalars, indices: null);
        var (plan, single) = (MsmPlan.For(sized, degree), MsmPlan.For(sized, 1));

        Assert.That(plan.Windows.Width, Is.EqualTo(single.Windows.Width));
        Assert.That(100 * (Additions(plan) / Additions(single) - 1), Is.AtMost(mostPercent));

        double Additions(MsmPlan of) =>
            of.Slices.Sum(slice => MsmPlan.Work(of.Windows, slice.Windows, slice.Entries(sized, of.Windows)));
    }

    private static Fr[] Scalars(int count, bool areFull)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => areFull || random.Next(3) == 0 ? Full() : new Fr((ulong)random.Next(3)))];

        Fr Full() => new Fr((ulong)random.NextInt64()) * new Fr((ulong)random.NextInt64()).Pow(5);
    }
}
