using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Scalars, measured: absolute values, signs and bit lengths. Computed once for all multi-scalar multiplications with the same scalars.
/// </summary>
/// <remarks>
/// k and k - r give the same multiple, so the smaller absolute value is used, with the point's sign changed if necessary: at most 253 bits. Scalars may
/// be secret: memory that holds them is cleared.
/// </remarks>
internal sealed class MsmScalars : IDisposable
{
    /// <summary>Bits of the largest absolute value.</summary>
    public const int MaxBits = 253;

    /// <summary>The number of scalars per call of a <see cref="CanonicalSource"/>.</summary>
    public const int Chunk = 1 << 6;

    private const int Grain = 1 << 12;

    private readonly ScratchBuffer<Limbs> _magnitudes;
    private readonly ScratchBuffer<short> _lengths;

    private MsmScalars(int count)
    {
        _magnitudes = ScratchPool.Shared.Rent<Limbs>(count);
        _lengths = ScratchPool.Shared.Rent<short>(count);
    }

    /// <summary>Number of scalars.</summary>
    public int Count => _lengths.Length;

    /// <summary>The absolute values; undefined for the scalar 0.</summary>
    public ReadOnlySpan<Limbs> Magnitudes => _magnitudes.Span;

    /// <summary>The bit lengths, negative for negative scalars, 0 for 0.</summary>
    public ReadOnlySpan<short> Lengths => _lengths.Span;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MsmScalars Of(ReadOnlyMemory<Fr> scalars, in Parallelism parallelism)
    {
        var measured = new MsmScalars(scalars.Length);
        return measured.FillWith(parallelism, (from, to) =>
        {
            var values = scalars.Span;
            for (var i = from; i < to; i++)
            {
                // 0 and 1 are the most frequent values of a witness, and are recognised
                // without leaving Montgomery form. Rented memory is zeroed, so a zero
                // scalar needs no entry.
                if (values[i].IsOne) measured.Set(i, new Limbs(1, 0, 0, 0));
                else if (!values[i].IsZero) measured.Set(i, values[i].Canonical);
            }
        });
    }

    /// <summary>Fills a span with canonical integers, below r: consecutive scalars from a given index on.</summary>
    public delegate void CanonicalSource(int first, Span<Limbs> scalars);

    /// <summary>Measures canonical integers as they are produced.</summary>
    /// <param name="count">The number of scalars.</param>
    /// <param name="parallelism">Threads, and the cancellation.</param>
    /// <param name="source">Called for <see cref="Chunk"/> scalars at a time, fewer at the end, by several threads.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MsmScalars OfCanonical(int count, in Parallelism parallelism, CanonicalSource source)
    {
        var measured = new MsmScalars(count);
        return measured.FillWith(parallelism, (from, to) =>
        {
            // Canonical values exist only in this small buffer, which is cleared.
            Span<Limbs> scalars = stackalloc Limbs[Chunk];
            for (; from < to; from += Chunk)
            {
                var chunk = scalars[..Math.Min(Chunk, to - from)];
                source(from, chunk);
                for (var i = 0; i < chunk.Length; i++) measured.Set(from + i, chunk[i]);
            }

            scalars.Clear();
        });
    }

    public void Dispose()
    {
        _magnitudes.Dispose();
        _lengths.Dispose();
    }

    private MsmScalars FillWith(in Parallelism parallelism, Action<int, int> fill)
    {
        try
        {
            parallelism.For(Count, Grain, fill);
            return this;
        }
        catch
        {
            // A cancelled measurement returns its memory, cleared.
            Dispose();
            throw;
        }
    }

    private void Set(int index, in Limbs canonical)
    {
        // k ≡ -(r - k) modulo r. The smaller of k and r - k is below r/2, and small
        // negative witness values stay short.
        var opposite = Montgomery<ScalarModulus>.Subtract(default, canonical);
        var negative = Limbs.Less(opposite, canonical);
        var magnitude = negative ? opposite : canonical;
        var bits = BitLength(magnitude);
        _magnitudes.Span[index] = magnitude;
        _lengths.Span[index] = (short)(negative ? -bits : bits);
    }

    private static int BitLength(in Limbs value) =>
        // The highest nonzero word determines the length. Running time depends on the
        // scalar, as in all of the multiplication.
        value.L3 != 0 ? 256 - BitOperations.LeadingZeroCount(value.L3)
        : value.L2 != 0 ? 192 - BitOperations.LeadingZeroCount(value.L2)
        : value.L1 != 0 ? 128 - BitOperations.LeadingZeroCount(value.L1)
        : 64 - BitOperations.LeadingZeroCount(value.L0);
}
