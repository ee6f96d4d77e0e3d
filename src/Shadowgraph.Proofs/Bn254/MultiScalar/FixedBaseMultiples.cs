using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// The multiples of some points by all possible digits: for every window of a scalar, each digit's multiple. Computed once, so that a product is the sum
/// of one multiple per window.
/// </summary>
internal sealed unsafe class FixedBaseMultiples<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int ScalarBits = 254;

    /// <summary>A wider table would exceed the processor's cache.</summary>
    private const int WidestWindow = 14;

    private readonly SignedWindows _windows;
    private readonly MsmBases<TField> _points;

    // Multiples by 1 are followed by multiples by 2, and so on: within each, the windows of the first point, then of the next point.
    private readonly int _stride;

    /// <param name="bases">The points.</param>
    /// <param name="expectedCount">The approximate number of multiplications per point to follow: a larger table amortises later.</param>
    /// <param name="layout">The layout of points; null for the fastest layout.</param>
    public FixedBaseMultiples(ReadOnlySpan<AffinePoint<TField>> bases, int expectedCount, PointLayout<TField>? layout = null)
    {
        _windows = WindowsFor(expectedCount);
        _stride = bases.Length * _windows.Count;

        // A batch of sums always writes its last group of eight completely, hence the slack
        // after the last multiple.
        _points = MsmBases<TField>.Allocate(checked(_stride * _windows.LargestDigit) + PointAdder<TField>.Slack, layout);
        FillOnes(bases);
        FillOthers();
    }

    /// <summary>The most multiples in the product of a scalar.</summary>
    public int MostTerms => _windows.Count;

    /// <summary>All multiples. The user of the memory must keep this object alive meanwhile.</summary>
    public MsmBases<TField> Points => _points;

    /// <summary>Bytes of the multiples of some points.</summary>
    /// <param name="points">The number of points.</param>
    /// <param name="expectedCount">The approximate number of multiplications per point to follow.</param>
    public static long BytesFor(int points, int expectedCount)
    {
        var windows = WindowsFor(expectedCount);
        return (long)points * windows.Count * windows.LargestDigit * PointLayout<TField>.PointSize;
    }

    /// <summary>
    /// Lists the multiples with the sum scalar·base: twice the index of each multiple among <see cref="Points"/>, plus 1 for a negated multiple. Running time
    /// depends on the scalar.
    /// </summary>
    /// <returns>The number of multiples: 0 for zero.</returns>
    [MethodImpl(Kernel.Optimized)]
    public int List(int basePoint, in Fr scalar, uint* terms)
    {
        var recoded = _windows.Recode(scalar.Canonical);
        var first = basePoint * _windows.Count;
        var count = 0;
        for (var window = 0; window < _windows.Count; window++)
        {
            // A zero digit needs no multiple, and about one digit in 2^width is zero.
            var digit = _windows.Digit(recoded, window);
            if (digit == 0) continue;

            // Multiples by |digit| start at (|digit| - 1)·stride. The sign of the digit
            // becomes the sign of the point.
            var multiple = (Math.Abs(digit) - 1) * _stride + first + window;
            terms[count++] = ((uint)multiple << 1) | (digit < 0 ? 1u : 0);
        }

        return count;
    }

    private static SignedWindows WindowsFor(int expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedCount);

        // Cost in additions per point: a multiple per window for each product, and
        // 2^(width-1) multiples per window for the table.
        var best = new SignedWindows(2, ScalarBits);
        for (var width = 3; width <= WidestWindow; width++)
        {
            var wider = new SignedWindows(width, ScalarBits);
            if (Cost(wider) < Cost(best)) best = wider;
        }

        return best;

        long Cost(in SignedWindows windows) => windows.Count * ((long)expectedCount + windows.LargestDigit);
    }

    /// <summary>The points times 2^(width·i).</summary>
    private void FillOnes(ReadOnlySpan<AffinePoint<TField>> bases)
    {
        var powers = new JacobianPoint<TField>[_stride];
        for (var i = 0; i < powers.Length; i++)
        {
            // Each window starts from the window below, doubled width times.
            var (point, window) = Math.DivRem(i, _windows.Count);

            // Jacobian coordinates: no inversion per doubling.
            var power = window == 0 ? bases[point] : powers[i - 1];

            // A window is the window below times 2^width.
            for (var doubling = 0; window != 0 && doubling < _windows.Width; doubling++) power = power.Double();
            powers[i] = power;
        }

        var affine = new AffinePoint<TField>[powers.Length];

        // A common inversion for all points of all windows.
        JacobianPoint<TField>.ToAffine(powers, affine);
        _points.Fill(0, affine);
    }

    /// <summary>Each half from the preceding half, by one batch of additions: n + 1 to 2n from 1 to n, by adding n.</summary>
    private void FillOthers()
    {
        // The last batch is the largest and makes half of the table.
        var most = _stride * (_windows.LargestDigit / 2);
        using var adder = _points.Layout.NewAdder(most, CancellationToken.None);
        using var pairs = ScratchPool.Shared.Rent<uint>(2 * most);
        adder.MayMeetInfinity = _points.MayHoldInfinity;
        for (var count = 1; count < _windows.LargestDigit; count *= 2)
        {
            for (var i = 0; i < count * _stride; i++)
            {
                // Multiple j plus multiple count is multiple j + count, for every point and
                // window.
                pairs.Pointer[2 * i] = (uint)i << 1;
                pairs.Pointer[2 * i + 1] = (uint)((count - 1) * _stride + i % _stride) << 1;
            }

            var sums = _points.Pointer + (long)count * _stride * PointLayout<TField>.PointSize;
            adder.Add(_points.Pointer, _points.Pointer, pairs.Pointer, count * _stride, sums);
        }
    }
}
