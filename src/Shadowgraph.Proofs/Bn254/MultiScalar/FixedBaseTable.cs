using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Multiples of a single point, precomputed for multiplication by very many scalars: the work of a setup.</summary>
/// <remarks>
/// For every window of a scalar the table holds each digit's multiple, so a product is the sum of one multiple per window, and the additions for many
/// scalars share inversions. The scalars may be secret: memory that holds them is cleared.
/// </remarks>
/// <param name="basePoint">The point.</param>
/// <param name="expectedCount">The approximate number of multiplications to follow: a larger table amortises later.</param>
/// <param name="layout">The layout of points; null for the fastest layout.</param>
internal sealed unsafe class FixedBaseTable<TField>(in AffinePoint<TField> basePoint, int expectedCount, PointLayout<TField>? layout = null)
    where TField : unmanaged, ICurveField<TField>
{
    private const int Grain = 512;

    private readonly FixedBaseMultiples<TField> _multiples = new([basePoint], expectedCount, layout);

    /// <summary>results[i] = scalars[i]·base.</summary>
    /// <exception cref="ArgumentException">The numbers of scalars and results differ.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the results are unfinished.</exception>
    public void Multiply(ReadOnlyMemory<Fr> scalars, Memory<AffinePoint<TField>> results, in Parallelism parallelism)
    {
        if (scalars.Length != results.Length) throw new ArgumentException("There must be as many results as scalars.", nameof(results));
        var cancellation = parallelism.Cancellation;

        // A range has thousands of additions, enough for full batches, and is short enough
        // for frequent checks of the token.
        parallelism.For(scalars.Length, Grain, (from, to) => Multiply(scalars.Span[from..to], results.Span[from..to], cancellation));
    }

    /// <summary>The multiples of each scalar form a group of points to be summed.</summary>
    private void Multiply(ReadOnlySpan<Fr> scalars, Span<AffinePoint<TField>> results, CancellationToken cancellation)
    {
        var most = scalars.Length * _multiples.MostTerms;
        using var adder = _multiples.Points.Layout.NewAdder(most / 2, cancellation);

        // All sums of all rounds are kept: at most as many as terms.
        using var trees = new TreeSum<TField>(adder, most, most, scalars.Length);

        // Terms and sums depend on secret scalars: the pool clears returned memory.
        using var termBuffer = ScratchPool.Shared.Rent<uint>(most);
        using var sizeBuffer = ScratchPool.Shared.Rent<int>(scalars.Length);
        using var sumBuffer = ScratchPool.Shared.Rent<uint>(scalars.Length);
        uint* terms = termBuffer.Pointer, sums = sumBuffer.Pointer;
        int count = 0, groups = 0;
        foreach (ref readonly var scalar in scalars)
        {
            // A table of a single point: base point 0.
            var size = _multiples.List(0, scalar, terms + count);
            count += size;

            // The scalar 0 has no multiples, and a group must not be empty.
            if (size != 0) sizeBuffer.Pointer[groups++] = size;
        }

        adder.MayMeetInfinity = _multiples.Points.MayHoldInfinity;
        trees.Reduce(_multiples.Points.Pointer, terms, sizeBuffer.Pointer, groups, sums);
        for (var i = 0; i < scalars.Length; i++)
        {
            // Sums are in the order of the nonzero scalars.
            if (scalars[i].IsZero) results[i] = AffinePoint<TField>.Infinity;
            else _multiples.Points.Layout.Export(trees.Points + (long)(*sums++ >> 1) * PointLayout<TField>.PointSize, results.Slice(i, 1));
        }

        GC.KeepAlive(_multiples);
    }
}
