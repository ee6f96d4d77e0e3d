using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// The terms of a multi-scalar multiplication, longest scalar first and without zero terms. Most values of a real witness are 0, 1 or small, positive or
/// negative; a window is then summed over the few scalars that reach the window.
/// </summary>
internal sealed class ScalarsByLength : IDisposable
{
    // The words of a scalar, and a word of zeros into which the top window may extend.
    private const int Columns = 5;
    private const int Grain = 1 << 13;

    private readonly MsmScalars _scalars;
    private readonly ReadOnlyMemory<int>? _indices;
    private readonly ScratchBuffer<uint> _terms;
    private readonly int[] _reaching;
    private ScratchBuffer<ulong>? _columns;

    private ScalarsByLength(MsmScalars scalars, ReadOnlyMemory<int>? indices, ScratchBuffer<uint> terms, int[] reaching)
    {
        _scalars = scalars;
        _indices = indices;
        _terms = terms;
        _reaching = reaching;

        // Counts are cumulative, so the last positive count belongs to the longest length.
        while (LongestBits + 1 < reaching.Length && reaching[LongestBits + 1] > 0) LongestBits++;
    }

    /// <summary>The number of terms.</summary>
    public int Count => _reaching[1];

    /// <summary>Bits of the longest scalar; 0 without terms.</summary>
    public int LongestBits { get; }

    /// <summary>Twice the index of each term's point, plus 1 for a negated point.</summary>
    public ReadOnlySpan<uint> Terms => _terms.Span[..Count];

    /// <summary>The number of scalars, always the first in order, with at least a number of bits, from 1 to 254.</summary>
    public int CountWithAtLeast(int bits) => _reaching[Math.Max(1, bits)];

    /// <summary>A counting sort by size, stable, so that points with scalars of similar size are still read in increasing order.</summary>
    /// <param name="scalars">Must remain valid as long as the result.</param>
    /// <param name="indices">The index of each point's scalar; null for equal order.</param>
    public static ScalarsByLength Of(MsmScalars scalars, ReadOnlyMemory<int>? indices)
    {
        // A histogram of bit lengths, summed from the longest down: reaching[b] counts the
        // scalars with at least b bits.
        var reaching = new int[MsmScalars.MaxBits + 2];
        if (indices is { } chosen) Measure(scalars.Lengths, chosen.Span, reaching);
        else Measure(scalars.Lengths, reaching);
        reaching[0] = 0;
        for (var bits = MsmScalars.MaxBits; bits > 0; bits--) reaching[bits] += reaching[bits + 1];
        var terms = ScratchPool.Shared.Rent<uint>(reaching[1]);

        // Scalars of b bits start after all longer scalars, at reaching[b + 1].
        var next = (int[])reaching.Clone();
        if (indices is { } arranged) Arrange(scalars.Lengths, arranged.Span, next.AsSpan(1), terms.Span);
        else Arrange(scalars.Lengths, next.AsSpan(1), terms.Span);
        return new ScalarsByLength(scalars, indices, terms, reaching);
    }

    /// <summary>The absolute value of a term's scalar.</summary>
    public Limbs Magnitude(int term)
    {
        // A term names a point; the indices lead from the point to its scalar.
        var point = (int)(_terms.Span[term] >> 1);
        return _scalars.Magnitudes[_indices?.Span[point] ?? point];
    }

    /// <summary>Recodes the scalars, into columns of words, so that the digits of a window are adjacent.</summary>
    public void Recode(in SignedWindows windows, in Parallelism parallelism)
    {
        _columns?.Dispose();

        // Rented memory is zero: column 4 stays zero for a top window that extends beyond
        // word 3.
        _columns = ScratchPool.Shared.Rent<ulong>(Columns * Count);
        var cut = windows;
        parallelism.For(Count, Grain, (from, to) => Recode(cut, from, to));
    }

    /// <summary>Word <paramref name="index"/> of all recoded scalars; word 4 is 0.</summary>
    public ReadOnlySpan<ulong> Column(int index) => _columns!.Span.Slice(index * Count, Count);

    public void Dispose()
    {
        _terms.Dispose();
        _columns?.Dispose();
    }

    [MethodImpl(Kernel.Optimized)]
    private static void Measure(ReadOnlySpan<short> lengths, int[] histogram)
    {
        foreach (var length in lengths) histogram[Math.Abs((int)length)]++;
    }

    [MethodImpl(Kernel.Optimized)]
    private static void Measure(ReadOnlySpan<short> lengths, ReadOnlySpan<int> indices, int[] histogram)
    {
        foreach (var index in indices) histogram[Math.Abs((int)lengths[index])]++;
    }

    /// <param name="lengths">The scalars' lengths.</param>
    /// <param name="next">The index of the next term of each length.</param>
    /// <param name="terms">Receives the terms.</param>
    [MethodImpl(Kernel.Optimized)]
    private static void Arrange(ReadOnlySpan<short> lengths, Span<int> next, Span<uint> terms)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            int length = lengths[i];

            // The sign of the length is the sign of the scalar, and becomes the sign bit of
            // the term. Length 0 is the scalar 0.
            if (length != 0) terms[next[Math.Abs(length)]++] = ((uint)i << 1) | (uint)(length >>> 31);
        }
    }

    [MethodImpl(Kernel.Optimized)]
    private static void Arrange(ReadOnlySpan<short> lengths, ReadOnlySpan<int> indices, Span<int> next, Span<uint> terms)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            // Terms are numbered by point, lengths by scalar.
            int length = lengths[indices[i]];
            if (length != 0) terms[next[Math.Abs(length)]++] = ((uint)i << 1) | (uint)(length >>> 31);
        }
    }

    [MethodImpl(Kernel.Optimized)]
    private void Recode(in SignedWindows windows, int from, int to)
    {
        var words = _columns!.Span;
        var count = Count;
        for (var i = from; i < to; i++)
        {
            // Word j of all scalars is contiguous, because a window reads the same word of
            // consecutive scalars.
            var recoded = windows.Recode(Magnitude(i));
            words[i] = recoded.L0;
            words[count + i] = recoded.L1;
            words[2 * count + i] = recoded.L2;
            words[3 * count + i] = recoded.L3;
        }
    }
}
