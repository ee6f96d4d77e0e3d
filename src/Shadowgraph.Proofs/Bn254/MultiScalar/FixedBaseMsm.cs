using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Σ scalars[i]·points[i] for points that stay the same: a verifier's statement, again and again.</summary>
/// <remarks>The scalars are public: running time follows them, and memory that they pass through is not cleared.</remarks>
/// <param name="points">The points.</param>
/// <param name="expectedCount">About how many sums will follow: larger tables pay off later.</param>
/// <param name="layout">How points are held; null for the fastest layout.</param>
internal sealed unsafe class FixedBaseMsm<TField>(ReadOnlySpan<AffinePoint<TField>> points, int expectedCount, PointLayout<TField>? layout = null)
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Sums that trees leave to be added one by one: another round of the trees would have an inversion for fewer additions than it
    /// costs.</summary>
    private const int Trees = 8;

    private readonly FixedBaseMultiples<TField> _multiples = new(points, expectedCount, layout);
    private readonly int _count = points.Length;

    /// <summary>The sum.</summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public JacobianPoint<TField> Compute(ReadOnlySpan<Fr> scalars)
    {
        if (scalars.Length != _count) throw new ArgumentException("There must be as many scalars as points.", nameof(scalars));
        using var termBuffer = ScratchPool.Shared.Rent<uint>(_count * _multiples.MostTerms);
        var terms = termBuffer.Pointer;
        var count = 0;
        for (var i = 0; i < scalars.Length; i++) count += _multiples.List(i, scalars[i], terms + count);
        var sum = JacobianPoint<TField>.Infinity;
        if (count == 0) return sum;

        var groups = Math.Min(count, Trees);
        var sizes = stackalloc int[Trees];
        for (var i = 0; i < groups; i++) sizes[i] = (count + groups - 1 - i) / groups;
        using var adder = _multiples.Points.Layout.NewAdder(count / 2, CancellationToken.None);
        using var trees = new TreeSum<TField>(adder, count + Trees, count, Trees);
        adder.MayMeetInfinity = _multiples.Points.MayHoldInfinity;
        trees.Reduce(_multiples.Points.Pointer, terms, sizes, groups, (uint*)sizes);
        GC.KeepAlive(_multiples);
        AffinePoint<TField> part;
        for (var i = 0; i < groups; i++)
        {
            var place = trees.Points + (long)(((uint*)sizes)[i] >> 1) * PointLayout<TField>.PointSize;
            _multiples.Points.Layout.Export(place, new Span<AffinePoint<TField>>(&part, 1));
            sum = sum.Add(part);
        }

        return sum;
    }
}
