using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>The curve operations of the Ethereum virtual machine, on bytes, as EIP-196 and EIP-197 define them; null means failure.</summary>
internal static class EvmPrecompiles
{
    public static byte[]? Add(ReadOnlySpan<byte> input)
    {
        input = Pad(input, 128);
        return ReadG1(input) is { } a && ReadG1(input[64..]) is { } b ? Write(((G1Jacobian)a).Add(b).ToAffine()) : null;
    }

    public static byte[]? Multiply(ReadOnlySpan<byte> input)
    {
        input = Pad(input, 96);
        if (ReadG1(input) is not { } point) return null;
        var scalar = Fr.FromBigIntegerReduced(new BigInteger(input.Slice(64, 32), isUnsigned: true, isBigEndian: true));
        return Write(((G1Jacobian)point).Multiply(scalar).ToAffine());
    }

    public static byte[]? Pair(ReadOnlySpan<byte> input)
    {
        if (input.Length % 192 != 0) return null;
        var p = new List<G1Affine>();
        var q = new List<G2Affine>();
        for (; !input.IsEmpty; input = input[192..])
        {
            if (ReadG1(input) is not { } a || ReadG2(input[64..]) is not { } b) return null;
            p.Add(a);
            q.Add(b);
        }

        var result = new byte[32];
        result[31] = Pairing.ProductIsOne([.. p], [.. q]) ? (byte)1 : (byte)0;
        return result;
    }

    private static byte[] Pad(ReadOnlySpan<byte> input, int length)
    {
        var padded = new byte[length];
        input[..Math.Min(input.Length, length)].CopyTo(padded);
        return padded;
    }

    private static Fp? ReadCoordinate(ReadOnlySpan<byte> bigEndian)
    {
        var bytes = bigEndian[..32].ToArray();
        Array.Reverse(bytes);
        return Fp.TryRead(bytes, out var value) ? value : null;
    }

    private static G1Affine? ReadG1(ReadOnlySpan<byte> input) =>
        ReadCoordinate(input) is { } x && ReadCoordinate(input[32..]) is { } y && new G1Affine(x, y) is var point && point.IsOnCurve() ? point : null;

    /// <summary>The imaginary parts come first.</summary>
    private static G2Affine? ReadG2(ReadOnlySpan<byte> input) =>
        ReadCoordinate(input) is { } x1 && ReadCoordinate(input[32..]) is { } x0 && ReadCoordinate(input[64..]) is { } y1 && ReadCoordinate(input[96..]) is { } y0
        && new G2Affine(new Fp2(x0, x1), new Fp2(y0, y1)) is var point && point.IsOnCurve() && G2.IsInSubgroup(point)
            ? point
            : null;

    private static byte[] Write(in G1Affine point)
    {
        var result = new byte[64];
        point.X.Write(result);
        point.Y.Write(result.AsSpan(32));
        result.AsSpan(0, 32).Reverse();
        result.AsSpan(32).Reverse();
        return result;
    }
}
