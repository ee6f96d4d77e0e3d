using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Writes a .zkey file, with the sections in the order that snarkjs produces by a contribution, and then our own.</summary>
internal static class ZkeyWriter
{
    private const int Sections = 10;

    /// <returns>SHA-256 of the written bytes, in lower-case hexadecimal.</returns>
    public static string Write(ProvingKey key, Stream stream)
    {
        using var sha256 = SHA256.Create();
        using (var hashed = new CryptoStream(stream, sha256, CryptoStreamMode.Write, leaveOpen: true))
        {
            var ceremony = key.Ceremony.Section;
            using var file = new BinarySectionWriter(hashed, ZkeyFormat.Container, key.FoldedC is null ? Sections : Sections + 1);
            WriteHeader(key, file);
            WritePoints<Fp, G1Format>(file, ZkeyFormat.Ic, key.VerifyingKey.Ic);
            WriteCoefficients(key, file);
            var firstPrivate = key.PublicInputCount + 1;
            WritePoints<Fp, G1Format>(file, ZkeyFormat.A, key.A.Expand(0, key.WireCount));
            WritePoints<Fp, G1Format>(file, ZkeyFormat.B1, key.B1.Expand(0, key.WireCount));
            WritePoints<Fp2, G2Format>(file, ZkeyFormat.B2, key.B2.Expand(0, key.WireCount));
            WritePoints<Fp, G1Format>(file, ZkeyFormat.C, key.C.Expand(firstPrivate, key.WireCount));
            WritePoints<Fp, G1Format>(file, ZkeyFormat.H, key.H.Expand(0, key.DomainSize));
            file.BeginSection(ZkeyFormat.Contributions, ceremony.Length);
            file.Write(ceremony.Span);
            if (key.FoldedC is { } foldedC) WritePoints<Fp, G1Format>(file, ZkeyFormat.FoldedC, foldedC.Expand(0, key.WireCount));
            file.Finish();
        }

        return Convert.ToHexStringLower(sha256.Hash!);
    }

    private static void WriteHeader(ProvingKey key, BinarySectionWriter file)
    {
        file.BeginSection(ZkeyFormat.Protocol, sizeof(uint));
        file.WriteUInt32(ZkeyFormat.Groth16);
        file.BeginSection(ZkeyFormat.Header, ZkeyFormat.HeaderLength);
        file.WritePrime(Fp.Modulus);
        file.WritePrime(Fr.Modulus);
        file.WriteUInt32((uint)key.WireCount);
        file.WriteUInt32((uint)key.PublicInputCount);
        file.WriteUInt32((uint)key.DomainSize);
        WritePoint<Fp, G1Format>(file, key.Alpha1);
        WritePoint<Fp, G1Format>(file, key.Beta1);
        WritePoint<Fp2, G2Format>(file, key.Beta2);
        WritePoint<Fp2, G2Format>(file, key.VerifyingKey.Gamma2);
        WritePoint<Fp, G1Format>(file, key.Delta1);
        WritePoint<Fp2, G2Format>(file, key.Delta2);
    }

    private static void WriteCoefficients(ProvingKey key, BinarySectionWriter file)
    {
        var encoded = new byte[key.Rows.Coefficients.Length * Fr.Size];
        for (var i = 0; i < key.Rows.Coefficients.Length; i++)
            Montgomery<ScalarModulus>.Write(
                Montgomery<ScalarModulus>.Enter(key.Rows.Coefficients[i].MontgomeryForm), encoded.AsSpan(i * Fr.Size));

        ReadOnlySpan<int> rowA = key.RowA.Span, rowB = key.RowB.Span;
        var count = CountTerms(key.Rows, rowA) + CountTerms(key.Rows, rowB);
        file.BeginSection(ZkeyFormat.Coefficients, sizeof(uint) + (count * ZkeyFormat.CoefficientLength));
        file.WriteUInt32(checked((uint)count));
        for (var i = 0; i < key.DomainSize; i++)
        {
            WriteRow(file, key.Rows, 0, i, rowA[i], encoded);
            WriteRow(file, key.Rows, 1, i, rowB[i], encoded);
        }
    }

    private static long CountTerms(SparseRows rows, ReadOnlySpan<int> rowOfPlace)
    {
        var count = 0L;
        foreach (var row in rowOfPlace)
        {
            if (row >= 0) count += rows.LengthOf(row);
        }

        return count;
    }

    private static void WriteRow(BinarySectionWriter file, SparseRows rows, uint matrix, int constraint, int row, byte[] encoded)
    {
        if (row < 0) return;
        for (var i = rows.Start[row]; i < rows.Start[row + 1]; i++)
        {
            file.WriteUInt32(matrix);
            file.WriteUInt32((uint)constraint);
            file.WriteUInt32((uint)rows.Wires[i]);
            file.Write(encoded.AsSpan(rows.CoefficientIds[i] * Fr.Size, Fr.Size));
        }
    }

    private static void WritePoints<TField, TFormat>(BinarySectionWriter file, uint section, ReadOnlySpan<AffinePoint<TField>> points)
        where TField : unmanaged, ICurveField<TField>
        where TFormat : struct, IPointFormat<TField>
    {
        file.BeginSection(section, (long)points.Length * TFormat.Length);
        foreach (ref readonly var point in points) WritePoint<TField, TFormat>(file, point);
    }

    private static void WritePoint<TField, TFormat>(BinarySectionWriter file, in AffinePoint<TField> point)
        where TField : unmanaged, ICurveField<TField>
        where TFormat : struct, IPointFormat<TField>
    {
        Span<byte> bytes = stackalloc byte[G2Format.Size];
        TFormat.Write(point, bytes);
        file.Write(bytes[..TFormat.Length]);
    }
}
