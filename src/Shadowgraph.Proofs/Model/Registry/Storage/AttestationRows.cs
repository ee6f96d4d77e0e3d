using System.Buffers.Binary;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// The plaintext row of a leaf's attestations: the salt of the leaf's version, which links the row to the leaf, then 47 bytes per attestation, with
/// big-endian numbers.
/// </summary>
internal static class AttestationRows
{
    private const int RowSize = AttestationContext.Size + 5 + 5 + 3 + 3 + 5;

    /// <summary>The maximum size of a sealed row, in bytes.</summary>
    public const int MaxSealedSize = Fr.Size + AttestationBundle.MaxCount * RowSize + 64;

    public static int SizeOf(AttestationBundle bundle) => Fr.Size + bundle.Attestations.Length * RowSize;

    public static void Write(Span<byte> destination, in Fr salt, AttestationBundle bundle)
    {
        salt.Write(destination);
        destination = destination[Fr.Size..];
        foreach (ref readonly var attestation in bundle.Attestations.AsSpan())
        {
            attestation.Context.Write(destination);
            WriteInteger(destination[26..31], attestation.Evidence.R);
            WriteInteger(destination[31..36], attestation.Evidence.S);
            WriteInteger(destination[36..39], attestation.Evidence.A);
            WriteInteger(destination[39..42], attestation.Evidence.W);
            WriteInteger(destination[42..47], attestation.Evidence.Expiry);
            destination = destination[RowSize..];
        }
    }

    /// <returns>Null if the row was not written by a registry.</returns>
    public static AttestationBundle? Read(ReadOnlySpan<byte> rows, out Fr salt)
    {
        salt = default;
        if (rows.Length < Fr.Size || (rows.Length - Fr.Size) % RowSize != 0 || !Fr.TryRead(rows[..Fr.Size], out salt)) return null;
        rows = rows[Fr.Size..];
        var attestations = new QuantizedAttestation[rows.Length / RowSize];
        for (var i = 0; i < attestations.Length; i++, rows = rows[RowSize..])
        {
            var attester = new EvmAddress(rows[..20]);
            var type = (AttestationType)rows[20];
            var (a, w) = ((uint)ReadInteger(rows[36..39]), (uint)ReadInteger(rows[39..42]));
            if (attester.IsZero || !Enum.IsDefined(type) || a > 1u << QuantizedEvidence.BaseRateBits || w > 1u << QuantizedEvidence.WeightBits) return null;
            attestations[i] = new(
                new(attester, type, ReadInteger(rows[21..26])),
                new(ReadInteger(rows[26..31]), ReadInteger(rows[31..36]), a, w, ReadInteger(rows[42..47])));
        }

        return AttestationBundle.FromCommitted(attestations);
    }

    private static void WriteInteger(Span<byte> destination, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        bytes[^destination.Length..].CopyTo(destination);
    }

    private static ulong ReadInteger(ReadOnlySpan<byte> source)
    {
        var value = 0UL;
        foreach (var digit in source) value = (value << 8) | digit;
        return value;
    }
}
