using System.Security.Cryptography;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Registry;

namespace Shadowgraph.Proofs.Caching;

/// <summary>Derives the key under which a job's proof is shared.</summary>
/// <remarks>
/// SHA-256 over "shadowgraph.proofs/key/v1" and a zero byte, the content of the opening (subject, attestations, salt, path, root) and of
/// the job (statement, recipient, scope, time, identity commitment), and the largest circuit. Whoever finds a proof under it must have held
/// the whole opening: another set of attestations, or another salt, gives another key, whatever root the opening claims to belong to. The
/// identity secret is not in it; its commitment is, and a <see cref="ProofJob"/> exists only with the secret to it.
/// </remarks>
internal static class ProofKeys
{
    // The longest path takes 1 KiB, all the rest a quarter of that.
    private const int Room = 1536;

    public static ProofKey Of(ProofJob job, CircuitSize largestSize)
    {
        Span<byte> buffer = stackalloc byte[Room];
        var input = new DigestInput(buffer);
        input.AddDomain("shadowgraph.proofs/key/v1\0"u8);
        job.Opening.AppendTo(ref input);
        job.AppendTo(ref input);
        input.Add((uint)largestSize);

        Span<byte> digest = stackalloc byte[ProofKey.Size];
        SHA256.HashData(input.Bytes, digest);
        CryptographicOperations.ZeroMemory(buffer); // the salt was in it
        return new ProofKey(digest);
    }
}
