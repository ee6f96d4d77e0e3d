using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Groth16;

internal sealed class StatementSumTests
{
    [TestCase(0)]
    [TestCase(10)]
    [TestCase(750)]
    public void Compute_FewSignals_AddsUpFromTables(int count)
    {
        var (points, scalars) = Terms(count);
        var sum = new StatementSum(points);

        Assert.That(sum.TableBytes, count == 0 ? Is.Zero : Is.InRange(1, StatementSum.MaxTableBytes));
        Assert.That(sum.Compute(scalars, Parallelism.Sequential), Is.EqualTo(PointSamples.NaiveSum<Fp>(points, scalars)));
    }

    [TestCase(800, 1)]
    [TestCase(2_000, 2)]
    public void Compute_MoreSignalsThanTablesHaveRoomFor_AddsUpWithoutThem(int count, int degree)
    {
        var (points, scalars) = Terms(count);
        var sum = new StatementSum(points);

        Assert.That(sum.TableBytes, Is.Zero);
        Assert.That(
            sum.Compute(scalars, new Parallelism(degree, CancellationToken.None)),
            Is.EqualTo(PointSamples.NaiveSum<Fp>(points, scalars)));
    }

    private static (G1Affine[] Points, Fr[] Scalars) Terms(int count) => PointSamples.Terms(PointSamples.G1Points, count, seed: count);
}
