using System.Numerics;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The terms of a multi-scalar multiplication, longest scalar first and without those that add nothing. Most values of a real witness
/// are 0, 1 or small, positive or negative; a window is then summed over the few scalars that reach it.
/// </summary>
/// <remarks>k and k - r are the same multiple, so the one of smaller size is taken and the point's sign changed: 253 bits at most.</remarks>
internal sealed class SizedScalars : IDisposable
{
    private const int MaxBits = 253;
    private const int Grain = 1 << 12;

    private readonly ScratchBuffer<Limbs> _magnitudes;
    private readonly ScratchBuffer<uint> _terms;
    private readonly int[] _reaching;

    private SizedScalars(ScratchBuffer<Limbs> magnitudes, ScratchBuffer<uint> terms, int[] reaching)
    {
        _magnitudes = magnitudes;
        _terms = terms;
        _reaching = reaching;
    }

    /// <summary>How many terms there are.</summary>
    public int Count => _reaching[1];

    /// <summary>Bits of the longest scalar; 0 if there are no terms.</summary>
    public int LongestBits { get; private init; }

    /// <summary>The scalars' absolute values, in the order of <see cref="Terms"/>.</summary>
    public Span<Limbs> Magnitudes => _magnitudes.Span[..Count];

    /// <summary>Twice the index of each term's point, plus 1 if the point is to be negated.</summary>
    public ReadOnlySpan<uint> Terms => _terms.Span[..Count];

    /// <summary>How many scalars, always the first ones, have at least this many bits, at least 1 and at most 254.</summary>
    public int Reaching(int bits) => _reaching[Math.Max(1, bits)];

    public static SizedScalars Of<TField>(
        ReadOnlyMemory<AffinePoint<TField>> points, ReadOnlyMemory<Fr> scalars, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        using var values = ScratchPool.Shared.Rent<Limbs>(points.Length);
        using var sizes = ScratchPool.Shared.Rent<short>(points.Length);
        parallelism.For(points.Length, Grain, (from, to) =>
            Measure(points.Span[from..to], scalars.Span[from..to], values.Span[from..to], sizes.Span[from..to]));

        var reaching = new int[MaxBits + 2];
        foreach (var size in sizes.Span) reaching[Math.Abs((int)size)]++;
        reaching[0] = 0;
        for (var bits = MaxBits; bits > 0; bits--) reaching[bits] += reaching[bits + 1];
        var magnitudes = ScratchPool.Shared.Rent<Limbs>(reaching[1]);
        var terms = ScratchPool.Shared.Rent<uint>(reaching[1]);
        Arrange(values.Span, sizes.Span, reaching, magnitudes.Span, terms.Span);
        return new SizedScalars(magnitudes, terms, reaching)
        {
            LongestBits = Math.Max(0, Array.FindLastIndex(reaching, count => count > 0)),
        };
    }

    public void Dispose()
    {
        _magnitudes.Dispose();
        _terms.Dispose();
    }

    /// <summary>Absolute values, and their bit lengths with the sign; 0 for terms that add nothing.</summary>
    private static void Measure<TField>(
        ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<Fr> scalars, Span<Limbs> values, Span<short> sizes)
        where TField : unmanaged, ICurveField<TField>
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (scalars[i].IsZero || points[i].IsInfinity) continue;
            var value = scalars[i].Canonical;
            var opposite = (-scalars[i]).Canonical;
            var negative = Limbs.Less(opposite, value);
            if (negative) value = opposite;
            values[i] = value;
            var bits = BitLength(value);
            sizes[i] = (short)(negative ? -bits : bits);
        }
    }

    /// <summary>A counting sort by size, stable, so that points are still read in increasing order.</summary>
    private static void Arrange(ReadOnlySpan<Limbs> values, ReadOnlySpan<short> sizes, ReadOnlySpan<int> reaching, Span<Limbs> magnitudes, Span<uint> terms)
    {
        var next = reaching[1..].ToArray();
        for (var i = 0; i < sizes.Length; i++)
        {
            var bits = Math.Abs((int)sizes[i]);
            if (bits == 0) continue;
            var position = next[bits]++;
            magnitudes[position] = values[i];
            terms[position] = ((uint)i << 1) | (sizes[i] < 0 ? 1u : 0);
        }
    }

    private static int BitLength(in Limbs value) =>
        value.L3 != 0 ? 256 - BitOperations.LeadingZeroCount(value.L3)
        : value.L2 != 0 ? 192 - BitOperations.LeadingZeroCount(value.L2)
        : value.L1 != 0 ? 128 - BitOperations.LeadingZeroCount(value.L1)
        : 64 - BitOperations.LeadingZeroCount(value.L0);
}
