using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>The encoding of points of a group in .zkey files: x, then y, as little-endian Montgomery forms; infinity as zeros.</summary>
internal interface IPointFormat<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Bytes of a point.</summary>
    static abstract int Length { get; }

    /// <summary>Reads exactly one point; false if a coordinate is not below the modulus. The curve equation is not checked.</summary>
    static abstract bool TryRead(ReadOnlySpan<byte> source, out AffinePoint<TField> point);

    /// <summary>Writes a point to the start of a span.</summary>
    static abstract void Write(in AffinePoint<TField> point, Span<byte> destination);

    /// <summary>Whether a point of the curve has order r.</summary>
    static abstract bool IsInGroup(in AffinePoint<TField> point);
}
