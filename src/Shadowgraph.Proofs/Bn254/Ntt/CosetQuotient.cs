using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary><see cref="ICosetQuotient"/> in lanes: products before and after <see cref="CosetTransforms{TLanes}"/>.</summary>
internal sealed unsafe class CosetQuotient<TLanes>(CosetTwiddles<TLanes> twiddles) : ICosetQuotient
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;
    private const int Grain = 32;

    private readonly int _blocks = twiddles.LaneLength;

    public MsmScalars Evaluate(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, bool withC, ScratchPool pool,
        Parallelism parallelism)
    {
        // Two or three polynomials, 40 doubles per eight values: a quarter more memory than
        // scalars.
        var polynomials = withC ? 3 : 2;
        using var buffer = pool.Rent<double>(polynomials * _blocks * Length);
        double* a = buffer.Pointer, b = a + _blocks * Length, c = withC ? b + _blocks * Length : null;
        parallelism.For(_blocks, Grain, (from, to) =>
        // Rows that occur in several constraints have a single value, so values are looked
        // up. FromMontgomery leaves products, at most r with AVX2 (r the modulus), and
        // C = A·B at most r², within the limit 1.3·r² of a multiplication.
        {
            var block = stackalloc Limbs[Lanes];
            ReadOnlySpan<int> lefts = left.Span, rights = right.Span;
            for (var i = from; i < to; i++)
            {
                Gather(values.Span, lefts.Slice(i * Lanes, Lanes), block);
                TLanes.FromMontgomery(a + i * Length, block);
                Gather(values.Span, rights.Slice(i * Lanes, Lanes), block);
                TLanes.FromMontgomery(b + i * Length, block);
                if (c != null) TLanes.Multiply(c + i * Length, a + i * Length, b + i * Length);
            }

            // Values depend on the witness.
            new Span<Limbs>(block, Lanes).Clear();
        });

        // From here on the polynomials are only in lanes: the values return to the pool
        // before the transforms.
        values.Dispose();
        new CosetTransforms<TLanes>(twiddles, polynomials).MoveToOddPoints(a, parallelism);
        return MsmScalars.OfCanonical(_blocks * Lanes, parallelism, (first, scalars) =>
        {
            fixed (Limbs* target = scalars)
            {
                for (var i = 0; i < scalars.Length; i += Lanes)
                {
                    // The transforms end with wide values. With b and c reduced, a·b - c comes
                    // out reduced in one pass, and converts directly to a canonical integer
                    // for the multi-scalar multiplication.
                    var block = (first + i) / Lanes * Length;
                    TLanes.Reduce(b + block, b + block);
                    if (c == null)
                    {
                        TLanes.Multiply(a + block, a + block, b + block);
                    }
                    else
                    {
                        TLanes.Reduce(c + block, c + block);
                        TLanes.MultiplySubtract(a + block, a + block, b + block, c + block);
                    }

                    TLanes.ToCanonical(target + i, a + block);
                }
            }
        });
    }

    private static void Gather(ReadOnlySpan<Fr> values, ReadOnlySpan<int> places, Limbs* block)
    {
        // A place of -1 is an empty row, with the value 0.
        for (var lane = 0; lane < Lanes; lane++)
            block[lane] = places[lane] < 0 ? default : values[places[lane]].MontgomeryForm;
    }
}
