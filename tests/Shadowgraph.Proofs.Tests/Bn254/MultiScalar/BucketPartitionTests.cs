using CsCheck;
using Shadowgraph.Proofs.Bn254.MultiScalar;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

[Parallelizable]
public sealed unsafe class BucketPartitionTests
{
    private const int FirstSum = 5;

    private static readonly Gen<int[]> Sizes = Gen.OneOf(
        Gen.Int[1, 30].Array[0, 100],
        Gen.OneOf(Gen.Int[1, 3], Gen.Int[10, 20], Gen.Int[100, 140], Gen.Int[1, 3000]).Array[0, 60]);

    [Test]
    public void Cut_OfAnyGroups_TakesEveryTermOnce() =>
        Gen.Select(Sizes, Gen.Int[1, 300], Gen.Bool, Gen.Bool).Sample(
            (sizes, longest, sorted, inPlace) =>
            {
                if (sorted) Array.Sort(sizes, (a, b) => b.CompareTo(a));
                Check(sizes, longest, inPlace);
            },
            iter: 1000);

    [Test]
    public void Cut_OfEightEqualGroups_LeavesNothing()
    {
        using var cut = new BucketPartition(800, 8);
        var sums = new uint[8];
        Cut(cut, [.. Enumerable.Repeat(100, 8)], 100, sums);
        Assert.That(cut.RunSetCount, Is.EqualTo(1));
        Assert.That(cut.RunSets[0].Length, Is.EqualTo(100));
        Assert.That(cut.Rests.ToArray(), Is.Empty);
        Assert.That(sums, Is.EqualTo(Enumerable.Range(FirstSum, 8).Select(i => (uint)i << 1)));
    }

    [Test]
    public void Cut_OfALongGroupAlone_MakesPartsOfIt()
    {
        using var cut = new BucketPartition(2013, 1);
        Cut(cut, [2013], 200, new uint[1]);
        Assert.That(cut.RunSetCount, Is.EqualTo(2));
        Assert.That(cut.RunSets[0].Length, Is.EqualTo(200));
        Assert.That(cut.RunSets[1].Length, Is.EqualTo(51));
        Assert.That(cut.Rests.ToArray(), Is.EqualTo(new[] { new BucketRemainder(0, 2008, 5, FirstSum, 16) }));
    }

    [Test]
    public void MostSums_OfSortedGroups_IsNeverExceeded() =>
        Gen.Select(Sizes, Gen.Int[126, 2048]).Sample(
            (sizes, longest) =>
            {
                Array.Sort(sizes, (a, b) => b.CompareTo(a));
                using var cut = new BucketPartition(sizes.Sum(), sizes.Length);
                Cut(cut, sizes, longest, new uint[sizes.Length]);
                var sums = EightRuns.Runs * cut.RunSetCount;
                foreach (var rest in cut.Rests) sums += (rest.Terms + 1) / 2 + Math.Max(0, (rest.Terms + 1) / 2 + rest.Sums - 1);
                return sums <= BucketPartition.MostSums(sizes.Sum(), sizes.Length);
            },
            iter: 1000);

    private static void Cut(BucketPartition cut, int[] sizes, int longest, uint[] sums)
    {
        fixed (int* size = sizes) fixed (uint* sum = sums) cut.Cut(size, sizes.Length, longest, FirstSum, sum);
    }

    private static void Check(int[] sizes, int longest, bool inPlace)
    {
        using var cut = new BucketPartition(sizes.Sum(), sizes.Length);
        var sums = new uint[sizes.Length];
        var copy = sizes.ToArray();
        fixed (int* size = copy)
        fixed (uint* sum = sums)
        {
            cut.Cut(size, sizes.Length, longest, FirstSum, inPlace ? (uint*)size : sum);
            if (inPlace) new Span<uint>(size, sizes.Length).CopyTo(sums);
        }

        // Which group each term is of, and which group each of the sets of eight runs' sums goes to.
        int[] groupOf = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        var taken = new int[groupOf.Length];
        var target = Enumerable.Repeat(-1, EightRuns.Runs * cut.RunSetCount).ToArray();
        var left = new HashSet<int>();
        var written = 0;
        foreach (var rest in cut.Rests)
        {
            Assert.That(left.Add(rest.Group), Is.True);
            for (var i = 0; i < rest.Terms; i++) Take(rest.Start + i, rest.Group);
            for (var i = 0; i < rest.Sums; i++) target[rest.FirstSum - FirstSum + i] = rest.Group;
            Assert.That(written, Is.LessThanOrEqualTo(rest.Start), "what is left of the terms can move forward");
            written += rest.Terms + rest.Sums;
        }

        Assert.That(cut.Rests.ToArray().Select(rest => rest.Group), Is.Ordered);
        for (var group = 0; group < sizes.Length; group++)
            if (!left.Contains(group)) target[(sums[group] >> 1) - FirstSum] = group;
        for (var i = 0; i < target.Length; i++)
        {
            ref var runSet = ref cut.RunSets[i / EightRuns.Runs];
            Assert.That(runSet.Length, Is.InRange(1, longest));
            for (var j = 0; j < runSet.Length; j++) Take(runSet.Starts[i % EightRuns.Runs] + j, target[i]);
        }

        Assert.That(taken, Is.All.EqualTo(1));

        void Take(int term, int group)
        {
            Assert.That(groupOf[term], Is.EqualTo(group));
            taken[term]++;
        }
    }
}
