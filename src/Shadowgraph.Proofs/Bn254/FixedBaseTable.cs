namespace Shadowgraph.Proofs.Bn254;

/// <summary>Multiples of one point, precomputed so that very many scalars can be multiplied with it: a setup's work.</summary>
/// <remarks>For every window of a scalar the table holds each digit's multiple, so a product is one addition a window, and the
/// additions of many scalars share inversions. The scalars may be secret: memory that they pass through is cleared.</remarks>
internal sealed class FixedBaseTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int ScalarBits = 254;

    /// <summary>A wider table would not stay in the processor's cache.</summary>
    private const int WidestWindow = 14;

    private const int Grain = 512;

    private readonly SignedWindows _windows;
    private readonly AffinePoint<TField>[] _multiples;

    /// <param name="basePoint">The point.</param>
    /// <param name="expectedCount">About how many multiplications will follow: a larger table pays off later.</param>
    public FixedBaseTable(in AffinePoint<TField> basePoint, int expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedCount);
        _windows = Enumerable.Range(2, WidestWindow - 1)
            .Select(width => new SignedWindows(width, ScalarBits))
            .MinBy(windows => windows.Count * ((long)expectedCount + windows.LargestDigit));
        _multiples = new AffinePoint<TField>[_windows.Count * _windows.LargestDigit];

        var powers = new AffinePoint<TField>[_windows.Count];
        JacobianPoint<TField>.ToAffine(Powers(basePoint), powers);
        for (var window = 0; window < powers.Length; window++) FillMultiples(powers[window], Multiples(window));
    }

    /// <summary>results[i] = scalars[i]·base.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the results are unfinished.</exception>
    public void Multiply(ReadOnlyMemory<Fr> scalars, Memory<AffinePoint<TField>> results, in Parallelism parallelism)
    {
        if (scalars.Length != results.Length) throw new ArgumentException("There must be as many results as scalars.", nameof(results));
        parallelism.For(scalars.Length, Grain, (from, to) => Multiply(scalars.Span[from..to], results.Span[from..to]));
    }

    /// <summary>sum + scalar·base, an addition for each window whose digit is not 0. Running time follows the scalar.</summary>
    public JacobianPoint<TField> AddMultiple(JacobianPoint<TField> sum, in Fr scalar)
    {
        var recoded = _windows.Recode(scalar.Canonical);
        for (var window = 0; window < _windows.Count; window++)
        {
            var digit = _windows.Digit(recoded, window);
            if (digit > 0) sum = sum.Add(Multiples(window)[digit - 1]);
            if (digit < 0) sum = sum.Add(-Multiples(window)[-digit - 1]);
        }

        return sum;
    }

    private void Multiply(ReadOnlySpan<Fr> scalars, Span<AffinePoint<TField>> results)
    {
        using var recodedBuffer = ScratchPool.Shared.Rent<Limbs>(scalars.Length);
        using var addendBuffer = ScratchPool.Shared.Rent<AffinePoint<TField>>(scalars.Length);
        using var scratch = ScratchPool.Shared.Rent<TField>(BatchAddition<TField>.ScratchPerPair * scalars.Length);
        var recoded = recodedBuffer.Span;
        var addends = addendBuffer.Span;
        for (var i = 0; i < scalars.Length; i++) recoded[i] = _windows.Recode(scalars[i].Canonical);

        results.Clear();
        for (var window = 0; window < _windows.Count; window++)
        {
            var multiples = Multiples(window);
            for (var i = 0; i < addends.Length; i++)
            {
                var digit = _windows.Digit(recoded[i], window);
                addends[i] = digit == 0 ? default : digit > 0 ? multiples[digit - 1] : -multiples[-digit - 1];
            }

            BatchAddition<TField>.AddInPlace(results, addends, scratch.Span);
        }
    }

    /// <summary>1·point .. n·point, each half from the half before it by one batch of additions.</summary>
    private static void FillMultiples(in AffinePoint<TField> point, Span<AffinePoint<TField>> multiples)
    {
        using var addends = ScratchPool.Shared.Rent<AffinePoint<TField>>(multiples.Length / 2);
        using var scratch = ScratchPool.Shared.Rent<TField>(BatchAddition<TField>.ScratchPerPair * multiples.Length / 2);
        multiples[0] = point;
        for (var count = 1; count < multiples.Length; count *= 2)
        {
            var next = multiples.Slice(count, count);
            next.Fill(multiples[count - 1]);
            multiples[..count].CopyTo(addends.Span);
            BatchAddition<TField>.AddInPlace(next, addends.Span[..count], scratch.Span);
        }
    }

    /// <summary>The point times 2^(width·i).</summary>
    private JacobianPoint<TField>[] Powers(in AffinePoint<TField> point)
    {
        var powers = new JacobianPoint<TField>[_windows.Count];
        JacobianPoint<TField> power = point;
        for (var window = 0; window < powers.Length; window++)
        {
            powers[window] = power;
            for (var i = 0; i < _windows.Width; i++) power = power.Double();
        }

        return powers;
    }

    private Span<AffinePoint<TField>> Multiples(int window) =>
        _multiples.AsSpan(window * _windows.LargestDigit, _windows.LargestDigit);
}
