using System.Buffers.Binary;

namespace Shadowgraph.Proofs;

/// <summary>Attester, type and creation time of an attestation: part of the commitment, but not read by the circuit.</summary>
/// <param name="Attester">The attester.</param>
/// <param name="Type">The subject matter of the attestation.</param>
/// <param name="CreatedAt">Unix seconds below 2⁴⁰.</param>
internal readonly record struct AttestationContext(EvmAddress Attester, AttestationType Type, ulong CreatedAt) : IComparable<AttestationContext>
{
    /// <summary>The size of the binary form in bytes.</summary>
    public const int Size = EvmAddress.Size + 1 + TimeSize;

    private const int TimeSize = 5;

    /// <summary>Writes attester, type and creation time, the most significant byte of each first.</summary>
    public void Write(Span<byte> destination)
    {
        Attester.Write(destination);
        destination[EvmAddress.Size] = (byte)Type;
        Span<byte> time = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(time, CreatedAt);
        time[^TimeSize..].CopyTo(destination[(EvmAddress.Size + 1)..]);
    }

    /// <summary>The canonical order: by attester, then by creation time.</summary>
    public int CompareTo(AttestationContext other)
    {
        var order = Attester.CompareTo(other.Attester);
        return order != 0 ? order : CreatedAt.CompareTo(other.CreatedAt);
    }
}
