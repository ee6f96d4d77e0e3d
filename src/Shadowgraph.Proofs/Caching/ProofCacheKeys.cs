using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Caching;

/// <summary>Derives the keys under which a job's proof is shared: while it is on its way, and when it is kept.</summary>
/// <remarks>
/// <para>
/// What is claimed: SHA-256 over "shadowgraph.proofs/key/v2" and a zero byte, the circuit family, the content of the opening (root and what
/// the salted leaf commits to: subject, attestations, count, salt; the path) and of the job (statement, recipient, scope, time, identity
/// commitment), and the largest circuit. That is all that decides the public signals. Whoever finds a proof under it must have held the
/// whole opening: another set of attestations, or another salt, gives another key, whatever root the opening claims to belong to. The
/// identity secret is not in it; its commitment is, and a <see cref="ProofJob"/> exists only with the secret to it.
/// </para>
/// <para>
/// Under which key: SHA-256 over "shadowgraph.proofs/key-of/v1" and a zero byte, the former, and SHA-256 of the hash in which the prover
/// names its verification key for the circuit that the proof is planned with; zeros if it has none. Proofs of different keys are kept apart.
/// </para>
/// </remarks>
internal static class ProofCacheKeys
{
    // The longest path takes 1 KiB, all the rest a quarter of that.
    private const int Room = 1536;

    public static ProofCacheKey Of(ProofJob job, CircuitSize largestSize)
    {
        Span<byte> buffer = stackalloc byte[Room];
        var input = new DigestInput(buffer);
        input.AddDomain("shadowgraph.proofs/key/v2\0"u8);
        input.AddDomain(ReputationCircuits.Family);
        job.Opening.AppendTo(ref input);
        job.AppendTo(ref input);
        input.Add((uint)largestSize);

        Span<byte> digest = stackalloc byte[ProofCacheKey.Size];
        SHA256.HashData(input.Bytes, digest);
        CryptographicOperations.ZeroMemory(buffer); // the salt was in it
        return new ProofCacheKey(digest);
    }

    /// <param name="claim">What <see cref="Of"/> gave.</param>
    /// <param name="verificationKeyHash">The prover's, who may write what it likes; null if there is none.</param>
    public static ProofCacheKey Under(ProofCacheKey claim, string? verificationKeyHash)
    {
        var domain = "shadowgraph.proofs/key-of/v1\0"u8;
        Span<byte> buffer = stackalloc byte[domain.Length + ProofCacheKey.Size + SHA256.HashSizeInBytes];
        domain.CopyTo(buffer);
        claim.Write(buffer[domain.Length..]);
        var hash = buffer[^SHA256.HashSizeInBytes..];
        if (verificationKeyHash is null) hash.Clear();
        else SHA256.HashData(Encoding.UTF8.GetBytes(verificationKeyHash), hash);

        Span<byte> digest = stackalloc byte[ProofCacheKey.Size];
        SHA256.HashData(buffer, digest);
        return new ProofCacheKey(digest);
    }
}
