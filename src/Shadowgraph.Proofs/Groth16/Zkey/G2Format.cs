using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>Points of G2: 128 bytes; in each coordinate the part without u comes first.</summary>
internal readonly struct G2Format : IPointFormat<Fp2>
{
    public const int Size = 4 * Fp.Size;

    public static int Length => Size;

    public static bool TryRead(ReadOnlySpan<byte> source, out G2Affine point)
    {
        var read = TryReadCoordinate(source[..(Size / 2)], out var x) & TryReadCoordinate(source[(Size / 2)..], out var y);
        point = new G2Affine(x, y);
        return read;
    }

    public static void Write(in G2Affine point, Span<byte> destination)
    {
        point.X.C0.WriteMontgomery(destination);
        point.X.C1.WriteMontgomery(destination[Fp.Size..]);
        point.Y.C0.WriteMontgomery(destination[(2 * Fp.Size)..]);
        point.Y.C1.WriteMontgomery(destination[(3 * Fp.Size)..]);
    }

    public static bool IsInGroup(in G2Affine point) => G2.IsInSubgroup(point);

    private static bool TryReadCoordinate(ReadOnlySpan<byte> source, out Fp2 value)
    {
        var read = Fp.TryReadMontgomery(source[..Fp.Size], out var c0) & Fp.TryReadMontgomery(source[Fp.Size..], out var c1);
        value = new Fp2(c0, c1);
        return read;
    }
}
