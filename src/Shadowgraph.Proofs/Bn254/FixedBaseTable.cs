namespace Shadowgraph.Proofs.Bn254;

/// <summary>Multiples of one point, precomputed so that very many scalars can be multiplied with it: a setup's work.</summary>
/// <remarks>For every window of a scalar the table holds each digit's multiple, so a product is the sum of one multiple a window, and the
/// additions of many scalars share inversions. The scalars may be secret: memory that they pass through is cleared.</remarks>
internal sealed unsafe class FixedBaseTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int ScalarBits = 254;

    /// <summary>A wider table would not stay in the processor's cache.</summary>
    private const int WidestWindow = 14;

    private const int Grain = 512;

    private readonly SignedWindows _windows;
    private readonly MsmBases<TField> _multiples;

    /// <param name="basePoint">The point.</param>
    /// <param name="expectedCount">About how many multiplications will follow: a larger table pays off later.</param>
    /// <param name="form">How points are held; null for the fastest form.</param>
    public FixedBaseTable(in AffinePoint<TField> basePoint, int expectedCount, PointForm<TField>? form = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedCount);
        _windows = Enumerable.Range(2, WidestWindow - 1)
            .Select(width => new SignedWindows(width, ScalarBits))
            .MinBy(windows => windows.Count * ((long)expectedCount + windows.LargestDigit));
        _multiples = MsmBases<TField>.Allocate(_windows.Count * _windows.LargestDigit + PointAdder<TField>.Slack, form);

        var powers = new AffinePoint<TField>[_windows.Count];
        JacobianPoint<TField>.ToAffine(Powers(basePoint), powers);
        using var adder = _multiples.Form.NewAdder(_windows.LargestDigit / 2, CancellationToken.None);
        adder.MayMeetInfinity = basePoint.IsInfinity;
        for (var window = 0; window < powers.Length; window++) FillMultiples(powers[window], window * _windows.LargestDigit, adder);
    }

    /// <summary>results[i] = scalars[i]·base.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the results are unfinished.</exception>
    public void Multiply(ReadOnlyMemory<Fr> scalars, Memory<AffinePoint<TField>> results, in Parallelism parallelism)
    {
        if (scalars.Length != results.Length) throw new ArgumentException("There must be as many results as scalars.", nameof(results));
        var cancellation = parallelism.Cancellation;
        parallelism.For(scalars.Length, Grain, (from, to) => Multiply(scalars.Span[from..to], results.Span[from..to], cancellation));
    }

    /// <summary>sum + scalar·base, an addition for each window whose digit is not 0. Running time follows the scalar.</summary>
    public JacobianPoint<TField> AddMultiple(JacobianPoint<TField> sum, in Fr scalar)
    {
        var terms = stackalloc uint[_windows.Count];
        var count = ListMultiples(scalar, terms);
        for (var i = 0; i < count; i++)
        {
            var multiple = _multiples[(int)(terms[i] >> 1)];
            sum = sum.Add((terms[i] & 1) == 0 ? multiple : -multiple);
        }

        new Span<uint>(terms, count).Clear();
        return sum;
    }

    /// <summary>Each scalar's multiples are a group of points to be summed.</summary>
    private void Multiply(ReadOnlySpan<Fr> scalars, Span<AffinePoint<TField>> results, CancellationToken cancellation)
    {
        var most = scalars.Length * _windows.Count;
        using var adder = _multiples.Form.NewAdder(most / 2, cancellation);
        using var trees = new TreeSum<TField>(adder, most, most, scalars.Length);
        using var termBuffer = ScratchPool.Shared.Rent<uint>(most);
        using var sizeBuffer = ScratchPool.Shared.Rent<int>(scalars.Length);
        using var sumBuffer = ScratchPool.Shared.Rent<uint>(scalars.Length);
        uint* terms = termBuffer.Pointer, sums = sumBuffer.Pointer;
        int count = 0, groups = 0;
        foreach (ref readonly var scalar in scalars)
        {
            var size = ListMultiples(scalar, terms + count);
            count += size;
            if (size != 0) sizeBuffer.Pointer[groups++] = size;
        }

        adder.MayMeetInfinity = _multiples.MayHoldInfinity;
        trees.Reduce(_multiples.Pointer, terms, sizeBuffer.Pointer, groups, sums);
        for (var i = 0; i < scalars.Length; i++)
        {
            if (scalars[i].IsZero) results[i] = AffinePoint<TField>.Infinity;
            else _multiples.Form.Export(trees.Points + (long)(*sums++ >> 1) * PointForm<TField>.PointSize, results.Slice(i, 1));
        }

        GC.KeepAlive(_multiples);
    }

    private int ListMultiples(in Fr scalar, uint* terms)
    {
        var recoded = _windows.Recode(scalar.Canonical);
        var count = 0;
        for (var window = 0; window < _windows.Count; window++)
        {
            var digit = _windows.Digit(recoded, window);
            if (digit == 0) continue;
            var multiple = window * _windows.LargestDigit + Math.Abs(digit) - 1;
            terms[count++] = ((uint)multiple << 1) | (digit < 0 ? 1u : 0);
        }

        return count;
    }

    /// <summary>1·point .. n·point, each half from the half before it by one batch of additions.</summary>
    private void FillMultiples(in AffinePoint<TField> point, int first, PointAdder<TField> adder)
    {
        _multiples.Fill(first, [point]);
        using var pairs = ScratchPool.Shared.Rent<uint>(_windows.LargestDigit);
        for (var count = 1; count < _windows.LargestDigit; count *= 2)
        {
            for (var i = 0; i < count; i++)
            {
                pairs.Pointer[2 * i] = (uint)(first + i) << 1;
                pairs.Pointer[2 * i + 1] = (uint)(first + count - 1) << 1;
            }

            var sums = _multiples.Pointer + (long)(first + count) * PointForm<TField>.PointSize;
            adder.Add(_multiples.Pointer, _multiples.Pointer, pairs.Pointer, count, sums);
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
}
