using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Points as they are everywhere else, added one coordinate after the other: for every processor.</summary>
internal sealed unsafe class PortableForm<TField> : PointForm<TField>
    where TField : unmanaged, ICurveField<TField>
{
    public static PortableForm<TField> Instance { get; } = new();

    public override string Name => "words64";

    public override void Import(ReadOnlySpan<AffinePoint<TField>> points, byte* destination) =>
        points.CopyTo(new Span<AffinePoint<TField>>(destination, points.Length));

    public override void Export(byte* source, Span<AffinePoint<TField>> points) =>
        new ReadOnlySpan<AffinePoint<TField>>(source, points.Length).CopyTo(points);

    public override PointAdder<TField> NewAdder(CancellationToken cancellation) => new Adder(cancellation);

    private sealed class Adder(CancellationToken cancellation) : PointAdder<TField>
    {
        private const int Batch = 512;

        private readonly ScratchBuffer<AffinePoint<TField>> _operands = ScratchPool.Shared.Rent<AffinePoint<TField>>(2 * Batch);
        private readonly ScratchBuffer<TField> _scratch = ScratchPool.Shared.Rent<TField>(BatchAddition<TField>.ScratchPerPair * Batch);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Add(byte* left, byte* right, uint* terms, int count, byte* sums)
        {
            AffinePoint<TField>* lefts = (AffinePoint<TField>*)left, rights = (AffinePoint<TField>*)right;
            var operands = _operands.Span;
            for (var first = 0; first < count; first += Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var length = Math.Min(Batch, count - first);
                for (var i = 0; i < length; i++)
                {
                    uint a = terms[2 * (first + i)], b = terms[2 * (first + i) + 1];
                    operands[i] = (a & 1) == 0 ? lefts[a >> 1] : -lefts[a >> 1];
                    operands[Batch + i] = (b & 1) == 0 ? rights[b >> 1] : -rights[b >> 1];
                }

                BatchAddition<TField>.AddInPlace(operands[..length], operands.Slice(Batch, length), _scratch.Span);
                operands[..length].CopyTo(new Span<AffinePoint<TField>>((AffinePoint<TField>*)sums + first, length));
            }
        }

        public override void Dispose()
        {
            _operands.Dispose();
            _scratch.Dispose();
        }

        protected override void Negate(byte* source, byte* target) => *(AffinePoint<TField>*)target = -*(AffinePoint<TField>*)source;
    }
}
