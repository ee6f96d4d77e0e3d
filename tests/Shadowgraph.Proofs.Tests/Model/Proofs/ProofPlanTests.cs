using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ProofPlanTests
{
    [TestCase(1, CircuitSize.Large, CircuitSize.Small, 1)]
    [TestCase(72, CircuitSize.Large, CircuitSize.Small, 1)]
    [TestCase(73, CircuitSize.Large, CircuitSize.Medium, 1)]
    [TestCase(216, CircuitSize.Large, CircuitSize.Medium, 1)]
    [TestCase(217, CircuitSize.Large, CircuitSize.Large, 1)]
    [TestCase(480, CircuitSize.Large, CircuitSize.Large, 1)]
    [TestCase(481, CircuitSize.Large, CircuitSize.Large, 2)]
    [TestCase(1200, CircuitSize.Large, CircuitSize.Large, 3)]
    [TestCase(1200, CircuitSize.Medium, CircuitSize.Medium, 6)]
    [TestCase(1200, CircuitSize.Small, CircuitSize.Small, 17)]
    [TestCase(72, CircuitSize.Small, CircuitSize.Small, 1)]
    [TestCase(73, CircuitSize.Small, CircuitSize.Small, 2)]
    [TestCase(18_432, CircuitSize.Small, CircuitSize.Small, 256)]
    public void For_TakesTheSmallestThatFitsElseAChainOfTheLargest(int attestations, CircuitSize largest, CircuitSize size, int links)
    {
        var plan = ProofPlan.For(attestations, largest);

        Assert.That((plan.Size, plan.LinkCount, plan.AttestationCount), Is.EqualTo((size, links, attestations)));
    }

    [TestCase(18_433, CircuitSize.Small)]
    [TestCase(int.MaxValue, CircuitSize.Large)]
    public void For_MoreThanTheLinksTake_Throws(int attestations, CircuitSize largest)
    {
        var failure = Assert.Throws<ProofJobException>(() => ProofPlan.For(attestations, largest));

        Assert.That(failure!.Rejection, Is.EqualTo(ProofJobRejection.TooManyAttestations));
    }

    [Test]
    public void For_OutOfRange_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => ProofPlan.For(0, CircuitSize.Small), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ProofPlan.For(1000, (CircuitSize)3), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ProofPlan.For(1, (CircuitSize)(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => ProofPlan.For(1, CircuitSize.Small) with { MaxDegreeOfParallelism = -1 },
                Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Estimates_GrowWithSizeAndWorkWithLinks()
    {
        var small = ProofPlan.For(57, CircuitSize.Large);
        var large = ProofPlan.For(400, CircuitSize.Large);
        var chain = ProofPlan.For(400, CircuitSize.Small);

        var alone = small with { MaxDegreeOfParallelism = 1 };
        Assert.That(alone.EstimatedBytes, Is.LessThan((small with { MaxDegreeOfParallelism = 8 }).EstimatedBytes));
        Assert.That(large.EstimatedBytes, Is.GreaterThan(small.EstimatedBytes));
        Assert.That(large.EstimatedKeyBytes, Is.GreaterThan(small.EstimatedKeyBytes));
        Assert.That(chain.EstimatedBytes, Is.EqualTo(small.EstimatedBytes));
        Assert.That(ProofPlan.For(504, CircuitSize.Small).WorkUnits, Is.EqualTo(7 * small.WorkUnits).And.GreaterThan(chain.WorkUnits));
        Assert.That(chain.WorkUnits, Is.GreaterThan(large.WorkUnits));
        Assert.That(
            Enumerable.Range(1, 72).Select(count => ProofPlan.For(count, CircuitSize.Large).WorkUnits),
            Is.Ordered.And.All.InRange(small.WorkUnits * 3 / 4, small.WorkUnits));
    }

    [Test]
    public void MaxDegreeOfParallelism_SetOnAPlanWhoseThreadsAreLent_MeansJustThat()
    {
        var pool = new LeasePool(new ProofPipelineOptions(), () => { });
        using var lease = pool.TryTake(ProofPlan.For(1, CircuitSize.Small), 0, 1)!;

        Assert.That(lease.Plan.Lent, Is.Not.Null);
        Assert.That((lease.Plan with { MaxDegreeOfParallelism = 1 }).Lent, Is.Null);
    }
}
