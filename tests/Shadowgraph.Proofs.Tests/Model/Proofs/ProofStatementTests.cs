namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ProofStatementTests
{
    [Test]
    public void BoundsFor_EachKind_GivesTheBoundsOfTheTable()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ProofStatement.Exact().BoundsFor(700_001), Is.EqualTo(new ScoreBounds(700_001, 700_001)));
            Assert.That(ProofStatement.Threshold(700_000).BoundsFor(700_001), Is.EqualTo(new ScoreBounds(700_000, 1_000_000)));
            Assert.That(ProofStatement.Range(1, 800_000).BoundsFor(700_001), Is.EqualTo(new ScoreBounds(1, 800_000)));
            Assert.That(ProofStatement.SetMembership().BoundsFor(0), Is.EqualTo(ScoreBounds.Any));
        });
    }

    [Test]
    public void BoundsFor_AScoreOutside_ThrowsWithoutNamingTheScore()
    {
        Assert.Multiple(() =>
        {
            var low = Assert.Throws<StatementNotSatisfiedException>(() => ProofStatement.Threshold(700_000).BoundsFor(699_999));
            var high = Assert.Throws<StatementNotSatisfiedException>(() => ProofStatement.Range(1, 2).BoundsFor(699_999));
            Assert.That(low!.Message, Does.Contain("700000..1000000").And.Not.Contain("699999"));
            Assert.That(high!.Bounds, Is.EqualTo(new ScoreBounds(1, 2)));
        });
    }

    [TestCase(-1)]
    [TestCase(1_000_001)]
    public void Threshold_OutOfRange_Throws(int minimum) =>
        Assert.That(() => ProofStatement.Threshold(minimum), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(5, 4)]
    [TestCase(-1, 4)]
    [TestCase(0, 1_000_001)]
    public void Range_OutOfRange_Throws(int minimum, int maximum) =>
        Assert.That(() => ProofStatement.Range(minimum, maximum), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Anonymously_WithIdentifyingBounds_NeedsTheOptIn()
    {
        ProofStatement[] identifying =
        [
            ProofStatement.Exact(),
            ProofStatement.Range(500_000, 549_999),
            ProofStatement.Range(5, 5),
            ProofStatement.Threshold(950_001),
        ];
        Assert.Multiple(() =>
        {
            foreach (var statement in identifying)
            {
                Assert.That(() => statement.Anonymously(), Throws.ArgumentException.With.Message.Contains("identifies the subject"));
                Assert.That(statement.Anonymously(allowIdentifyingBounds: true).IsAnonymous, Is.True);
            }
        });
    }

    [Test]
    public void Anonymously_WithWideBounds_NeedsNothing()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ProofStatement.Threshold(950_000).Anonymously().IsAnonymous, Is.True);
            Assert.That(ProofStatement.Range(500_000, 550_000).Anonymously().IsAnonymous, Is.True);
            Assert.That(ProofStatement.SetMembership().Anonymously().IsAnonymous, Is.True);
            Assert.That(ProofStatement.SetMembership().IsAnonymous, Is.False);
        });
    }
}
