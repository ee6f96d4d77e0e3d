using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Caching;

/// <summary>Derives the keys for sharing a job's proof, in progress and in the cache.</summary>
/// <remarks>
/// <para>
/// Key of the claim: SHA-256 over "shadowgraph.proofs/key/v2" and a zero byte, the circuit family, the content of the opening (root and contents of
/// the salted leaf: subject, attestations, count, salt; the path) and of the job (statement, recipient, scope, time, identity commitment), and the
/// largest circuit. These inputs determine the public signals completely. Finding a proof by the key requires the whole opening: a different set of
/// attestations, or a different salt, gives a different key, whatever root the opening claims. The identity secret is not an input, but its
/// commitment is, and a <see cref="ProofJob"/> exists only with the secret of the commitment.
/// </para>
/// <para>
/// Key of the cache entry: SHA-256 over "shadowgraph.proofs/key-of/v1" and a zero byte, the key of the claim, and SHA-256 of the hash by which the
/// prover identifies its verification key for the planned circuit; zeros without such a hash. Proofs for different verification keys are stored
/// separately.
/// </para>
/// </remarks>
internal static class ProofCacheKeys
{
    // The longest path takes 1 KiB, all remaining inputs a quarter of that.
    private const int Room = 1536;

    public static ProofCacheKey Of(ProofJob job, CircuitSize maxCircuitSize)
    {
        Span<byte> buffer = stackalloc byte[Room];
        var input = new DigestInput(buffer);
        input.AddDomain("shadowgraph.proofs/key/v2\0"u8);
        input.AddDomain(ReputationCircuits.Family);
        job.Opening.AppendTo(ref input);
        job.AppendTo(ref input);
        input.Add((uint)maxCircuitSize);

        Span<byte> digest = stackalloc byte[ProofCacheKey.Size];
        SHA256.HashData(input.Bytes, digest);
        CryptographicOperations.ZeroMemory(buffer); // the buffer contained the salt
        return new ProofCacheKey(digest);
    }

    /// <param name="claim">The key from <see cref="Of"/>.</param>
    /// <param name="verificationKeyHash">The hash stated by the prover, of any length; null without a hash.</param>
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
