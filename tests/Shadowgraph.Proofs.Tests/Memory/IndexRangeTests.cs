using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Memory;

[TestFixture]
[Parallelizable]
public sealed class IndexRangeTests
{
    [Test]
    public void AnyIndex_OutOfRange_IsFound([Range(1, 40)] int length)
    {
        for (var place = 0; place < length; place++)
        {
            var indices = Enumerable.Range(5, length).ToArray();
            indices[place] = int.MaxValue;
            Assert.That(IndexRange.Largest(indices), Is.EqualTo(int.MaxValue));
            Assert.That(IndexRange.Contains(0, int.MaxValue, indices), Is.False);
            indices[place] = int.MinValue;
            Assert.That(IndexRange.Largest(indices), Is.EqualTo(Math.Max(-1, indices.Max())));
            Assert.That(IndexRange.Contains(0, int.MaxValue, indices), Is.False);
            Assert.That(IndexRange.Contains(-1, int.MaxValue, indices), Is.False);
            indices[place] = -1;
            Assert.That(IndexRange.Contains(0, int.MaxValue, indices), Is.False);
            Assert.That(IndexRange.Contains(-1, int.MaxValue, indices), Is.True);
            indices[place] = 7;
            Assert.That(IndexRange.Largest(indices), Is.EqualTo(indices.Max()));
        }
    }

    [TestCase(5, 10, true)]
    [TestCase(6, 10, false)]
    [TestCase(5, 9, false)]
    public void Contains_TheBoundsThemselves_IncludesTheFirstOnly(int least, int end, bool expected) =>
        Assert.That(IndexRange.Contains(least, end, [5, 6, 7, 8, 9]), Is.EqualTo(expected));

    [Test]
    public void NoIndices_AreInAnyRange()
    {
        Assert.That(IndexRange.Contains(0, 0, []), Is.True);
        Assert.That(IndexRange.Largest([]), Is.EqualTo(-1));
    }

    [Test]
    public void IsAscending_OneStepDownAnywhere_IsFalse([Range(0, 40)] int length)
    {
        var indices = Enumerable.Range(0, length).Select(i => i / 2).ToArray();
        Assert.That(IndexRange.IsAscending(indices), Is.True);
        for (var place = 1; place < length; place++)
        {
            var changed = indices.ToArray();
            changed[place - 1] = changed[place] + 1;
            Assert.That(IndexRange.IsAscending(changed), Is.False, $"{place}");
        }
    }
}
