namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ScoreBoundsTests
{
    [TestCase(-1, 5)]
    [TestCase(0, 1_000_001)]
    [TestCase(6, 5)]
    [TestCase(int.MinValue, int.MaxValue)]
    public void New_WithEndsThatAreNoInterval_Throws(int minimum, int maximum) =>
        Assert.That(() => new ScoreBounds(minimum, maximum), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(0, 0)]
    [TestCase(1_000_000, 1_000_000)]
    [TestCase(0, 1_000_000)]
    public void New_AtTheEdges_KeepsTheEnds(int minimum, int maximum)
    {
        var bounds = new ScoreBounds(minimum, maximum);

        Assert.That((bounds.Minimum, bounds.Maximum, bounds.IsExact), Is.EqualTo((minimum, maximum, minimum == maximum)));
    }

    [TestCase(4, false)]
    [TestCase(5, true)]
    [TestCase(9, true)]
    [TestCase(10, false)]
    public void Contains_IncludesBothEnds(int score, bool expected) =>
        Assert.That(new ScoreBounds(5, 9).Contains(score), Is.EqualTo(expected));

    [TestCase(5, 9, true)]
    [TestCase(6, 6, true)]
    [TestCase(4, 9, false)]
    [TestCase(5, 10, false)]
    public void Contains_OfBounds_AsksForEveryScore(int minimum, int maximum, bool expected) =>
        Assert.That(new ScoreBounds(5, 9).Contains(new ScoreBounds(minimum, maximum)), Is.EqualTo(expected));
}
