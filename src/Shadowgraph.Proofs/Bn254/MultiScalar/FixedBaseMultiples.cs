using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The multiples of some points that scalars ask for: for every window of a scalar, each digit's multiple. Made once, so a product is
/// the sum of one multiple a window.</summary>
internal sealed unsafe class FixedBaseMultiples<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int ScalarBits = 254;

    /// <summary>A wider table would not stay in the processor's cache.</summary>
    private const int WidestWindow = 14;

    private readonly SignedWindows _windows;
    private readonly MsmBases<TField> _points;

    // Multiples by one are together, those by two follow them, and so on: from one point's window to the next, then to the next point's.
    private readonly int _stride;

    /// <param name="bases">The points.</param>
    /// <param name="expectedCount">About how many multiplications of each will follow: a larger table pays off later.</param>
    /// <param name="layout">How points are held; null for the fastest layout.</param>
    public FixedBaseMultiples(ReadOnlySpan<AffinePoint<TField>> bases, int expectedCount, PointLayout<TField>? layout = null)
    {
        _windows = WindowsFor(expectedCount);
        _stride = bases.Length * _windows.Count;
        _points = MsmBases<TField>.Allocate(checked(_stride * _windows.LargestDigit) + PointAdder<TField>.Slack, layout);
        FillOnes(bases);
        FillOthers();
    }

    /// <summary>Multiples that a scalar's product is made of, at most.</summary>
    public int MostTerms => _windows.Count;

    /// <summary>All multiples. Whoever uses their memory keeps them alive meanwhile.</summary>
    public MsmBases<TField> Points => _points;

    /// <summary>Bytes that the multiples of some points take.</summary>
    /// <param name="points">How many points.</param>
    /// <param name="expectedCount">About how many multiplications of each will follow.</param>
    public static long BytesFor(int points, int expectedCount)
    {
        var windows = WindowsFor(expectedCount);
        return (long)points * windows.Count * windows.LargestDigit * PointLayout<TField>.PointSize;
    }

    /// <summary>Lists what adds up to scalar·base: twice the index of each multiple among <see cref="Points"/>, plus 1 if it is to be negated.
    /// Running time follows the scalar.</summary>
    /// <returns>How many there are: none for zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int List(int basePoint, in Fr scalar, uint* terms)
    {
        var recoded = _windows.Recode(scalar.Canonical);
        var first = basePoint * _windows.Count;
        var count = 0;
        for (var window = 0; window < _windows.Count; window++)
        {
            var digit = _windows.Digit(recoded, window);
            if (digit == 0) continue;
            var multiple = (Math.Abs(digit) - 1) * _stride + first + window;
            terms[count++] = ((uint)multiple << 1) | (digit < 0 ? 1u : 0);
        }

        return count;
    }

    private static SignedWindows WindowsFor(int expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedCount);
        return Enumerable.Range(2, WidestWindow - 1)
            .Select(width => new SignedWindows(width, ScalarBits))
            .MinBy(windows => windows.Count * ((long)expectedCount + windows.LargestDigit));
    }

    /// <summary>The points times 2^(width·i).</summary>
    private void FillOnes(ReadOnlySpan<AffinePoint<TField>> bases)
    {
        var powers = new JacobianPoint<TField>[_stride];
        for (var i = 0; i < powers.Length; i++)
        {
            var (point, window) = Math.DivRem(i, _windows.Count);
            var power = window == 0 ? bases[point] : powers[i - 1];
            for (var doubling = 0; window != 0 && doubling < _windows.Width; doubling++) power = power.Double();
            powers[i] = power;
        }

        var affine = new AffinePoint<TField>[powers.Length];
        JacobianPoint<TField>.ToAffine(powers, affine);
        _points.Fill(0, affine);
    }

    /// <summary>Each half from the half before it, by one batch of additions: n + 1 to 2n from 1 to n, by adding n.</summary>
    private void FillOthers()
    {
        var most = _stride * (_windows.LargestDigit / 2);
        using var adder = _points.Layout.NewAdder(most, CancellationToken.None);
        using var pairs = ScratchPool.Shared.Rent<uint>(2 * most);
        adder.MayMeetInfinity = _points.MayHoldInfinity;
        for (var count = 1; count < _windows.LargestDigit; count *= 2)
        {
            for (var i = 0; i < count * _stride; i++)
            {
                pairs.Pointer[2 * i] = (uint)i << 1;
                pairs.Pointer[2 * i + 1] = (uint)((count - 1) * _stride + i % _stride) << 1;
            }

            var sums = _points.Pointer + (long)count * _stride * PointLayout<TField>.PointSize;
            adder.Add(_points.Pointer, _points.Pointer, pairs.Pointer, count * _stride, sums);
        }
    }
}
