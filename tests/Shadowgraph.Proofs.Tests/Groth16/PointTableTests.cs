using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Which points a table keeps, and for which wires.</summary>
[TestFixture]
public sealed class PointTableTests
{
    [TestCase("", 0)]
    [TestCase("PPPP", 0)]
    [TestCase("PPPP", 3)]
    [TestCase("0000", 0)]
    [TestCase("0PP0P00PP", 0)]
    [TestCase("PP0PP", 2)]
    [TestCase("PPPP0", 0)]
    public void Compact_DropsInfinity_AndExpandBringsItBack(string pattern, int firstWire)
    {
        var points = pattern.Select((kind, i) => kind == '0' ? default : Multiple(i + 1)).ToArray();

        var table = PointTable<Fp>.Compact(points, firstWire);

        Assert.That(table.Count, Is.EqualTo(pattern.Count(kind => kind == 'P')));
        Assert.That(table.Expand(firstWire, firstWire + points.Length), Is.EqualTo(points));
    }

    [Test]
    public void Build_PointsInSeveralPortions_IsAsOfOne()
    {
        var points = Enumerable.Range(0, 100).Select(i => i % 7 is 0 or 1 ? default : Multiple(i + 1)).ToArray();
        using var builder = new PointTableBuilder<Fp>(5, points.Length, ScratchPool.Shared);
        for (var from = 0; from < points.Length; from += 10)
        {
            points.AsSpan(from, 4).CopyTo(builder.Next(0, 4));
            points.AsSpan(from + 4, 6).CopyTo(builder.Next(4, 6));
            builder.Keep(10);
        }

        Assert.That(builder.Build().Expand(5, 105), Is.EqualTo(points));
    }

    private static G1Affine Multiple(int factor) => ((G1Jacobian)G1.Generator).Multiply(new Fr((ulong)factor)).ToAffine();
}
