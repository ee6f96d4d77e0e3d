using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Points packed for vector instructions, see <see cref="ILanes.StorePoints"/>, and added eight at a time.</summary>
/// <typeparam name="TField">The field of the coordinates.</typeparam>
/// <typeparam name="TLanes">The lanes of that field.</typeparam>
/// <typeparam name="TBase">The lanes of Fp below.</typeparam>
internal sealed unsafe class LanesLayout<TField, TLanes, TBase> : PointLayout<TField>
    where TField : unmanaged, ICurveField<TField>
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    private const int Length = IFieldLanes.Length;
    private const int PairWords = 8;

    // In G1 a pair of numbers is a point's x and y; in G2 a point has two pairs, both parts of x and both parts of y.
    private static int PointWords => PointSize / sizeof(ulong);

    public override void Import(ReadOnlySpan<AffinePoint<TField>> points, byte* destination)
    {
        AffinePoint<TField>* last = stackalloc AffinePoint<TField>[2 * ILanes.Count], packed = last + ILanes.Count;
        var memory = stackalloc double[2 * Length + BlockAlignment.Slack];
        var buffer = BlockAlignment.Align(memory);
        fixed (AffinePoint<TField>* source = points)
        {
            for (var i = 0; i < points.Length; i += ILanes.Count)
            {
                var target = (ulong*)(destination + (long)i * PointSize);

                // Groups of eight are packed straight to their destination.
                if (points.Length - i >= ILanes.Count)
                {
                    Pack((Limbs*)(source + i), target, buffer);
                    continue;
                }

                // The last group is padded with infinity and packed aside, and only the
                // existing points are copied.
                new Span<AffinePoint<TField>>(last, ILanes.Count).Clear();
                points[i..].CopyTo(new Span<AffinePoint<TField>>(last, ILanes.Count));
                Pack((Limbs*)last, (ulong*)packed, buffer);
                new Span<AffinePoint<TField>>(packed, points.Length - i).CopyTo(new Span<AffinePoint<TField>>(target, ILanes.Count));
            }
        }
    }

    public override void Export(byte* source, Span<AffinePoint<TField>> points)
    {
        var terms = stackalloc uint[ILanes.Count];
        var whole = stackalloc AffinePoint<TField>[ILanes.Count];
        var memory = stackalloc double[2 * Length + BlockAlignment.Slack];
        var buffer = BlockAlignment.Align(memory);
        for (var i = 0; i < points.Length; i += ILanes.Count)
        {
            var count = Math.Min(ILanes.Count, points.Length - i);

            // Unused lanes repeat the last point, so that no memory beyond the points is
            // read.
            for (var lane = 0; lane < ILanes.Count; lane++) terms[lane] = (uint)Math.Min(lane, count - 1) << 1;
            Unpack((ulong*)(source + (long)i * PointSize), terms, (Limbs*)whole, buffer);
            new Span<AffinePoint<TField>>(whole, count).CopyTo(points[i..]);
        }
    }

    public override PointAdder<TField> NewAdder(int maxPairs, CancellationToken cancellation) =>
        new LanesAdder<TField, TLanes, TBase>(maxPairs, cancellation);


    private static void Pack(Limbs* points, ulong* destination, double* buffer)
    {
        var numbers = PointSize / sizeof(Limbs);
        Limbs* first = stackalloc Limbs[2 * ILanes.Count], second = first + ILanes.Count;
        double* a = buffer, b = buffer + Length;
        for (var pair = 0; pair < numbers; pair += 2)
        {
            for (var lane = 0; lane < ILanes.Count; lane++)
            {
                // The numbers of a point are adjacent, whereas lanes take the same number
                // of eight points.
                first[lane] = points[lane * numbers + pair];
                second[lane] = points[lane * numbers + pair + 1];
            }

            // The change of radix from 2^256 to that of the lanes is a multiplication by a constant.
            // Its product needs a reduction, because packed digits have no room above least size.
            TBase.FromMontgomery(a, first);
            TBase.FromMontgomery(b, second);
            TBase.Reduce(a, a);
            TBase.Reduce(b, b);
            TBase.StorePairs(destination + pair / 2 * PairWords, a, b, PointWords);
        }
    }

    private static void Unpack(ulong* source, uint* terms, Limbs* points, double* buffer)
    {
        var numbers = PointSize / sizeof(Limbs);
        Limbs* first = stackalloc Limbs[2 * ILanes.Count], second = first + ILanes.Count;
        double* a = buffer, b = buffer + Length;
        for (var pair = 0; pair < numbers; pair += 2)
        {
            // A reduced element converts directly: ToMontgomery accepts up to four
            // products.
            TBase.LoadPairs(a, b, source + pair / 2 * PairWords, terms, 1, PointWords, Negation.None);
            TBase.ToMontgomery(first, a);
            TBase.ToMontgomery(second, b);
            for (var lane = 0; lane < ILanes.Count; lane++)
            {
                points[lane * numbers + pair] = first[lane];
                points[lane * numbers + pair + 1] = second[lane];
            }
        }
    }
}
