using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Multi-scalar multiplication: the sum of scalar·point over two lists.</summary>
/// <remarks>
/// <para>
/// Pippenger's method. Scalars are sorted by size and cut into windows with signed digits; in each window points with equal digits are summed, and
/// these sums are weighted with their digits. All additions but the last few hundred are affine and share inversions, 5M + 1S each and a negligible
/// share of an inversion. For n scalars of full size there are about n·254/w + 2^(w+1)·254/w additions, w being the width of a window.
/// </para>
/// <para>
/// Points may repeat, be opposite or at infinity, and scalars may have any value: sums are correct for all inputs, and no input slows them down more than a
/// few times. Scalars may be secret: all memory that holds them is cleared. Running time depends on the scalars.
/// </para>
/// </remarks>
internal static class Msm
{
    /// <summary>The most terms for which Straus's method is faster than Pippenger's.</summary>
    private const int FewTerms = 96;

    /// <summary>The sum of scalars[i]·bases[i].</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JacobianPoint<TField> Compute<TField>(MsmBases<TField> bases, ReadOnlyMemory<Fr> scalars, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        using var measured = MsmScalars.Of(scalars, parallelism);
        return Compute(bases, measured, indices: null, parallelism);
    }

    /// <summary>The sum of scalars[indices[i]]·bases[i].</summary>
    /// <param name="bases">The points.</param>
    /// <param name="scalars">The scalars; several sums may share them.</param>
    /// <param name="indices">The index of each point's scalar; null if point i has scalar i.</param>
    /// <param name="parallelism">Threads, and a cancellation observed within 50 ms.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JacobianPoint<TField> Compute<TField>(
        MsmBases<TField> bases, MsmScalars scalars, ReadOnlyMemory<int>? indices, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        if ((indices?.Length ?? scalars.Count) != bases.Count)
            throw new ArgumentException("There must be as many scalars as points.", nameof(scalars));
        parallelism.Cancellation.ThrowIfCancellationRequested();

        // Zero scalars drop out here, and the longest scalars come first, so that each
        // window concerns a prefix of the terms.
        using var sized = ScalarsByLength.Of(scalars, indices);

        // With few terms most buckets would be empty.
        if (sized.Count <= FewTerms) return StrausMsm<TField>.Compute(bases, sized);

        // Windows depend on the number of scalars of each length: most witness values are
        // short.
        var plan = MsmPlan.For(sized, parallelism.Degree);
        sized.Recode(plan.Windows, parallelism);
        return Sum(bases, sized, plan, parallelism);
    }

    private static JacobianPoint<TField> Sum<TField>(MsmBases<TField> bases, ScalarsByLength scalars, MsmPlan plan, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        // A sum per bit of every window, over all slices.
        var width = plan.Windows.Width;
        var weights = new JacobianPoint<TField>[plan.Windows.Count * width];
        var cancellation = parallelism.Cancellation;
        using var workers = new SliceWorkers<TField>(() => new BucketMethod<TField>(bases, scalars, plan, cancellation));
        parallelism.For(plan.Slices.Count, 1, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var slice = plan.Slices[i];

                // Scratch memory passes from slice to slice; there is one set per active
                // thread.
                var sums = new AffinePoint<TField>[slice.Windows * width];

                // Sums of a slice are affine; the totals are Jacobian, for additions
                // without an inversion.
                workers.Compute(slice, sums);
                lock (weights)
                {
                    // Slices of the same windows share sums. These few hundred Jacobian
                    // additions are cheap enough for a lock.
                    for (var j = 0; j < sums.Length; j++)
                    {
                        ref var weight = ref weights[slice.FirstWindow * width + j];
                        weight = weight.Add(sums[j]);
                    }
                }

                // Sums depend on scalars, which may be secret.
                Array.Clear(sums);
            }
        });

        // Horner's rule over all bits: bit b of window w has the weight 2^(width·w + b),
        // consecutive across windows.
        var result = JacobianPoint<TField>.Infinity;
        for (var bit = weights.Length - 1; bit >= 0; bit--) result = result.Double().Add(weights[bit]);
        Array.Clear(weights);
        return result;
    }
}
