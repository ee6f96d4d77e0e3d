using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Scalars, measured: their absolute values, signs and bit lengths. Made once for all multi-scalar multiplications with the same scalars.
/// </summary>
/// <remarks>
/// k and k - r are the same multiple, so the one of smaller size is taken and the point's sign changed: 253 bits at most. Scalars may be
/// secret: memory that they pass through is cleared.
/// </remarks>
internal sealed class MsmScalars : IDisposable
{
    /// <summary>Bits of the largest absolute value.</summary>
    public const int MaxBits = 253;

    /// <summary>Scalars that a <see cref="CanonicalSource"/> makes at once.</summary>
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

    /// <summary>The absolute values; not set where the scalar is 0.</summary>
    public ReadOnlySpan<Limbs> Magnitudes => _magnitudes.Span;

    /// <summary>Their bit lengths, negative for negative scalars, 0 for 0.</summary>
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
                if (values[i].IsOne) measured.Set(i, new Limbs(1, 0, 0, 0));
                else if (!values[i].IsZero) measured.Set(i, values[i].Canonical);
            }
        });
    }

    /// <summary>Fills a span with canonical integers, below r: the scalars from the first one on.</summary>
    public delegate void CanonicalSource(int first, Span<Limbs> scalars);

    /// <summary>Takes canonical integers as they are made.</summary>
    /// <param name="count">How many.</param>
    /// <param name="parallelism">Threads, and what stops them.</param>
    /// <param name="source">Called for <see cref="Chunk"/> scalars at a time, by several threads; for what is left at the end.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MsmScalars OfCanonical(int count, in Parallelism parallelism, CanonicalSource source)
    {
        var measured = new MsmScalars(count);
        return measured.FillWith(parallelism, (from, to) =>
        {
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
            Dispose();
            throw;
        }
    }

    private void Set(int index, in Limbs canonical)
    {
        var opposite = Montgomery<ScalarModulus>.Subtract(default, canonical);
        var negative = Limbs.Less(opposite, canonical);
        var magnitude = negative ? opposite : canonical;
        var bits = BitLength(magnitude);
        _magnitudes.Span[index] = magnitude;
        _lengths.Span[index] = (short)(negative ? -bits : bits);
    }

    private static int BitLength(in Limbs value) =>
        value.L3 != 0 ? 256 - BitOperations.LeadingZeroCount(value.L3)
        : value.L2 != 0 ? 192 - BitOperations.LeadingZeroCount(value.L2)
        : value.L1 != 0 ? 128 - BitOperations.LeadingZeroCount(value.L1)
        : 64 - BitOperations.LeadingZeroCount(value.L0);
}
