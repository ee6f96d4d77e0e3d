using CsCheck;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Tests.Prediction;

[TestFixture]
public sealed class ResidualWindowTests
{
    [Test]
    public void Spread_OfNothing_IsThatOfANormalDistribution() => Assert.That(new ResidualWindow().Spread, Is.EqualTo(1));

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(0.2)]
    public void Spread_OfNormalErrors_IsTheirDeviation(double deviation)
    {
        var (window, random) = (new ResidualWindow(), new Random(1));
        for (var i = 0; i < 2000; i++) window.Add(deviation * Normal(random));

        // A tenth of what is taken together is the prior.
        Assert.That(window.Spread, Is.EqualTo((200 * deviation + 20) / 220).Within(20).Percent);
    }

    [Test]
    public void Spread_AfterAnyErrors_DependsOnTheLastTwoHundredOnly() =>
        Gen.Double[-6, 6].Array[1, 500].Sample(errors =>
        {
            var (all, last) = (new ResidualWindow(), new ResidualWindow());
            foreach (var error in errors) all.Add(error);
            foreach (var error in errors.TakeLast(200)) last.Add(error);

            Assert.That(all.Spread, Is.EqualTo(last.Spread).And.Positive);
        });

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
