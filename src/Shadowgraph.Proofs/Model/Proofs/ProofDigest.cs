using System.Buffers.Binary;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The hash that identifies a proof.</summary>
/// <remarks>
/// SHA-256 of the concatenation of: the ASCII text "shadowgraph.proofs/proof/v1" and a zero byte; the circuit size (0 small, 1 medium, 2 large) and
/// the number of links, 4 bytes each; the 32 bytes of the verification key's hash; and for each link A.x, A.y, B.x.c0, B.x.c1, B.y.c0, B.y.c1, C.x,
/// C.y and the ten signals, 32 bytes each. All numbers are big-endian and canonical. The hash identifies these bytes, not the statement: Groth16
/// proofs are malleable, so anyone can derive a different proof of the same statement, with a different hash; see <see cref="ReplayKey"/>.
/// </remarks>
internal static class ProofDigest
{
    private const int Word = 32;

    /// <summary>0x and 64 hexadecimal digits in lower case.</summary>
    public static string Of(ReputationProof proof)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("shadowgraph.proofs/proof/v1\0"u8);
        Span<byte> buffer = stackalloc byte[Word];
        BinaryPrimitives.WriteInt32BigEndian(buffer, (int)proof.Size);
        BinaryPrimitives.WriteInt32BigEndian(buffer[sizeof(int)..], proof.Links.Count);
        hash.AppendData(buffer[..(2 * sizeof(int))]);
        hash.AppendData(Convert.FromHexString(proof.VerificationKeyHash));
        foreach (var link in proof.Links)
        {
            var (a, b, c) = (link.Proof.A, link.Proof.B, link.Proof.C);
            foreach (var coordinate in (ReadOnlySpan<Fp>)[a.X, a.Y, b.X.C0, b.X.C1, b.Y.C0, b.Y.C1, c.X, c.Y])
            {
                coordinate.Write(buffer);
                buffer.Reverse();
                hash.AppendData(buffer);
            }

            foreach (var signal in link.Signals)
            {
                signal.Write(buffer);
                buffer.Reverse();
                hash.AppendData(buffer);
            }
        }

        hash.GetHashAndReset(buffer);
        return $"0x{Convert.ToHexStringLower(buffer)}";
    }
}
