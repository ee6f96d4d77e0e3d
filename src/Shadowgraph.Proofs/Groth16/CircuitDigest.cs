using System.Buffers.Binary;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// A hash of a circuit that is equal for its constraint system and for its keys: SHA-256 of the number of wires, public signals and constraints,
/// and of the A and B sides of each constraint, where a repeated row is replaced by its number. A key does not contain the C sides.
/// </summary>
internal static class CircuitDigest
{
    private const int EmptyRow = -1;

    /// <summary>The hash of a constraint system, in lower-case hexadecimal.</summary>
    public static string Of(R1cs r1cs) => Compute(r1cs.WireCount, r1cs.PublicCount, r1cs.Rows, r1cs.RowA, r1cs.RowB);

    /// <summary>
    /// The hash of the circuit of a key; null unless the constraints are followed by one row of A for the constant and for each public signal.
    /// </summary>
    public static string? OfKey(
        int wireCount, int publicCount, SparseRows rows, ReadOnlySpan<int> rowA, ReadOnlySpan<int> rowB)
    {
        var constraints = rowA.LastIndexOfAnyExcept(EmptyRow) - publicCount;
        if (constraints < 0) return null;
        for (var s = 0; s <= publicCount; s++)
        {
            if (!IsWireAlone(rows, rowA[constraints + s], s)) return null;
        }

        return rowB[constraints..].ContainsAnyExcept(EmptyRow)
            ? null
            : Compute(wireCount, publicCount, rows, rowA[..constraints], rowB[..constraints]);
    }

    private static bool IsWireAlone(SparseRows rows, int row, int wire)
    {
        if (row == EmptyRow || rows.LengthOf(row) != 1) return false;
        var place = rows.Start[row];
        return rows.Wires[place] == wire && rows.CoefficientAt(place).IsOne;
    }

    private static string Compute(int wireCount, int publicCount, SparseRows rows, ReadOnlySpan<int> rowA, ReadOnlySpan<int> rowB)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("Shadowgraph.Proofs circuit 1\n"u8);
        var writer = new DigestWriter(hash, rows);
        writer.Write(wireCount);
        writer.Write(publicCount);
        writer.Write(rowA.Length);
        for (var i = 0; i < rowA.Length; i++)
        {
            writer.WriteRow(rowA[i]);
            writer.WriteRow(rowB[i]);
        }

        writer.Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Numbers rows in order of first use by the constraints, independent of their order in memory.</summary>
    private sealed class DigestWriter
    {
        private const int TermLength = sizeof(int) + Fr.Size;

        private readonly IncrementalHash _hash;
        private readonly SparseRows _rows;
        private readonly int[] _numbers;
        private readonly byte[] _coefficients;
        private readonly byte[] _buffer = new byte[1 << 14];
        private int _used;
        private int _nextNumber;

        public DigestWriter(IncrementalHash hash, SparseRows rows)
        {
            _hash = hash;
            _rows = rows;
            _numbers = new int[rows.Count];
            _numbers.AsSpan().Fill(EmptyRow);
            _coefficients = new byte[rows.Coefficients.Length * Fr.Size];
            for (var i = 0; i < rows.Coefficients.Length; i++) rows.Coefficients[i].Write(_coefficients.AsSpan(i * Fr.Size));
        }

        public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

        public void WriteRow(int row)
        {
            if (row == EmptyRow || _rows.LengthOf(row) == 0)
            {
                Write(EmptyRow);
                return;
            }

            if (_numbers[row] != EmptyRow)
            {
                Write(_numbers[row]);
                return;
            }

            Write(_numbers[row] = _nextNumber++);
            Write(_rows.LengthOf(row));
            for (var i = _rows.Start[row]; i < _rows.Start[row + 1]; i++)
            {
                var term = Reserve(TermLength);
                BinaryPrimitives.WriteInt32LittleEndian(term, _rows.Wires[i]);
                _coefficients.AsSpan(_rows.CoefficientIds[i] * Fr.Size, Fr.Size).CopyTo(term[sizeof(int)..]);
            }
        }

        public void Flush()
        {
            _hash.AppendData(_buffer.AsSpan(0, _used));
            _used = 0;
        }

        private Span<byte> Reserve(int count)
        {
            if (_buffer.Length - _used < count) Flush();
            _used += count;
            return _buffer.AsSpan(_used - count, count);
        }
    }
}
