using System.Numerics;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>Hashes attestations in canonical order, as docs/statement.md describes in section 6.2.</summary>
internal static class BundleHashing
{
    private const int DomainSize = 32;

    /// <summary>The number of contexts that are hashed at once.</summary>
    private const int MostContexts = 64;

    /// <summary>The hashes of a bundle.</summary>
    public static BundleHash Hash(ReadOnlySpan<QuantizedAttestation> attestations) =>
        new(ExtendEvidence(Fr.Zero, attestations), HashContexts(attestations));

    /// <summary>The number of blocks of evidence of a number of attestations.</summary>
    public static int EvidenceBlocks(int attestations) => (attestations + Commitments.SlotsPerBlock - 1) / Commitments.SlotsPerBlock;

    /// <summary>Writes the elements of a block of evidence, two for three attestations: padded with zeros.</summary>
    public static void ReadEvidence(ReadOnlySpan<QuantizedAttestation> attestations, int block, Span<Fr> elements)
    {
        var first = block * Commitments.SlotsPerBlock;
        for (var i = 0; i < Commitments.BlockSize; i += 2, first += 3)
        {
            var third = EvidenceAt(attestations, first + 2);
            elements[i] = EvidenceAt(attestations, first).PackedWith(third.Opinions);
            elements[i + 1] = EvidenceAt(attestations, first + 1).PackedWith(third.Terms);
        }
    }

    /// <summary>Extends a chain by the evidence of attestations: the bundle's last, or whole blocks.</summary>
    public static Fr ExtendEvidence(in Fr chain, ReadOnlySpan<QuantizedAttestation> attestations)
    {
        Span<Fr> elements = stackalloc Fr[Commitments.BlockSize];
        var extended = chain;
        for (var block = 0; block < EvidenceBlocks(attestations.Length); block++)
        {
            ReadEvidence(attestations, block, elements);
            extended = Poseidon.Hash(elements, extended);
        }

        return extended;
    }

    /// <summary>The hash of attesters, types and times of creation.</summary>
    public static Fr HashContexts(ReadOnlySpan<QuantizedAttestation> attestations)
    {
        Span<byte> bytes = stackalloc byte[DomainSize + MostContexts * AttestationContext.Size];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        bytes[..DomainSize].Clear();
        "shadowgraph.proofs/contexts/v1"u8.CopyTo(bytes);
        if (attestations.Length <= MostContexts)
        {
            SHA256.HashData(bytes[..(DomainSize + Write(attestations, bytes[DomainSize..]))], digest);
        }
        else
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(bytes[..DomainSize]);
            for (var left = attestations; left.Length > 0; left = left[Math.Min(left.Length, MostContexts)..])
                hash.AppendData(bytes[..Write(left[..Math.Min(left.Length, MostContexts)], bytes)]);
            hash.GetHashAndReset(digest);
        }

        return Fr.FromBigIntegerReduced(new BigInteger(digest, isUnsigned: true, isBigEndian: true));
    }

    /// <returns>The number of bytes.</returns>
    private static int Write(ReadOnlySpan<QuantizedAttestation> attestations, Span<byte> destination)
    {
        for (var i = 0; i < attestations.Length; i++) attestations[i].Context.Write(destination[(i * AttestationContext.Size)..]);
        return attestations.Length * AttestationContext.Size;
    }

    private static QuantizedEvidence EvidenceAt(ReadOnlySpan<QuantizedAttestation> attestations, int index) =>
        index < attestations.Length ? attestations[index].Evidence : default;
}
