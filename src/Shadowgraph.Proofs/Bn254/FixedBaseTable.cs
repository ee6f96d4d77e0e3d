namespace Shadowgraph.Proofs.Bn254;

/// <summary>Multiples of one point, precomputed so that very many scalars can be multiplied with it: a setup's work.</summary>
internal sealed class FixedBaseTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Window = 8;
    private const int Grain = 512;
    private readonly AffinePoint<TField>[] _multiples;

    /// <param name="basePoint">The point.</param>
    /// <param name="expectedCount">About how many multiplications will follow.</param>
    public FixedBaseTable(in AffinePoint<TField> basePoint, int expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedCount);
        var multiples = new JacobianPoint<TField>[(256 / Window) << Window];
        JacobianPoint<TField> power = basePoint;
        for (var window = 0; window < 256 / Window; window++)
        {
            var sum = JacobianPoint<TField>.Infinity;
            for (var digit = 0; digit < 1 << Window; digit++)
            {
                multiples[(window << Window) + digit] = sum;
                sum = sum.Add(power);
            }

            power = sum;
        }

        _multiples = new AffinePoint<TField>[multiples.Length];
        JacobianPoint<TField>.ToAffine(multiples, _multiples);
    }

    /// <summary>results[i] = scalars[i]·base.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the results are unfinished.</exception>
    public void Multiply(ReadOnlyMemory<Fr> scalars, Memory<AffinePoint<TField>> results, in Parallelism parallelism)
    {
        if (scalars.Length != results.Length) throw new ArgumentException("There must be as many results as scalars.", nameof(results));
        parallelism.For(scalars.Length, Grain, (from, to) =>
        {
            using var scratch = ScratchPool.Shared.Rent<JacobianPoint<TField>>(to - from);
            var sums = scratch.Span;
            for (var i = from; i < to; i++) sums[i - from] = Multiply(scalars.Span[i].Canonical);
            JacobianPoint<TField>.ToAffine(sums, results.Span[from..to]);
        });
    }

    private JacobianPoint<TField> Multiply(in Limbs scalar)
    {
        var sum = JacobianPoint<TField>.Infinity;
        for (var window = 0; window < 256 / Window; window++)
        {
            var shift = window * Window;
            sum = sum.Add(_multiples[(window << Window) + ((int)(scalar[shift >> 6] >> (shift & 63)) & ((1 << Window) - 1))]);
        }

        return sum;
    }
}
