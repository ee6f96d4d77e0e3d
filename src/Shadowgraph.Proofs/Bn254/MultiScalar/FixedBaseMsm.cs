using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Σ scalars[i]·points[i] for constant points: a verifier's statement, computed repeatedly.</summary>
/// <remarks>The scalars are public: running time depends on them, and memory that holds them is not cleared.</remarks>
/// <param name="points">The points.</param>
/// <param name="expectedCount">The approximate number of sums to follow: larger tables amortise later.</param>
/// <param name="layout">The layout of points; null for the fastest layout.</param>
internal sealed unsafe class FixedBaseMsm<TField>(ReadOnlySpan<AffinePoint<TField>> points, int expectedCount, PointLayout<TField>? layout = null)
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>
    /// Sums that trees leave for single additions: a further round of the trees would share its inversion among too few additions.
    /// </summary>
    private const int Trees = 8;

    private readonly FixedBaseMultiples<TField> _multiples = new(points, expectedCount, layout);
    private readonly int _count = points.Length;

    /// <summary>The sum.</summary>
    /// <exception cref="ArgumentException">The number of scalars differs from the number of points.</exception>
    public JacobianPoint<TField> Compute(ReadOnlySpan<Fr> scalars)
    {
        if (scalars.Length != _count) throw new ArgumentException("There must be as many scalars as points.", nameof(scalars));
        using var termBuffer = ScratchPool.Shared.Rent<uint>(_count * _multiples.MostTerms);
        var terms = termBuffer.Pointer;
        var count = 0;

        // A term for each nonzero digit: the multiple from the table, with the sign of the
        // digit.
        for (var i = 0; i < scalars.Length; i++) count += _multiples.List(i, scalars[i], terms + count);
        var sum = JacobianPoint<TField>.Infinity;
        if (count == 0) return sum;

        var groups = Math.Min(count, Trees);

        // All terms belong to the same sum; eight trees keep all lanes busy and end after
        // log2(count / 8) rounds.
        var sizes = stackalloc int[Trees];
        for (var i = 0; i < groups; i++) sizes[i] = (count + groups - 1 - i) / groups;

        // A round adds at most half of the terms. All sums of all rounds are kept: at most
        // a sum per term, and a copy per tree.
        using var adder = _multiples.Points.Layout.NewAdder(count / 2, CancellationToken.None);
        using var trees = new TreeSum<TField>(adder, count + Trees, count, Trees);
        adder.MayMeetInfinity = _multiples.Points.MayHoldInfinity;

        // Sizes are no longer needed when sums are written, so both share memory.
        trees.Reduce(_multiples.Points.Pointer, terms, sizes, groups, (uint*)sizes);
        GC.KeepAlive(_multiples);

        // The last few additions use Jacobian coordinates, which need no inversion.
        AffinePoint<TField> part;
        for (var i = 0; i < groups; i++)
        {
            var place = trees.Points + (long)(((uint*)sizes)[i] >> 1) * PointLayout<TField>.PointSize;

            // Few points leave their layout: at most one per tree.
            _multiples.Points.Layout.Export(place, new Span<AffinePoint<TField>>(&part, 1));

            // Mixed addition: the sum is Jacobian, the part affine.
            sum = sum.Add(part);
        }

        return sum;
    }
}
