using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>Points of G1: 64 bytes.</summary>
internal readonly struct G1Format : IPointFormat<Fp>
{
    public const int Size = 2 * Fp.Size;

    public static int Length => Size;

    public static bool TryRead(ReadOnlySpan<byte> source, out G1Affine point)
    {
        var read = Fp.TryReadMontgomery(source[..Fp.Size], out var x) & Fp.TryReadMontgomery(source[Fp.Size..], out var y);
        point = new G1Affine(x, y);
        return read;
    }

    public static void Write(in G1Affine point, Span<byte> destination)
    {
        point.X.WriteMontgomery(destination);
        point.Y.WriteMontgomery(destination[Fp.Size..]);
    }

    /// <summary>G1 is the whole curve.</summary>
    public static bool IsInGroup(in G1Affine point) => true;
}
