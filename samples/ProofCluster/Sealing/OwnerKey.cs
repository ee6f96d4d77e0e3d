using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;

namespace ProofCluster.Sealing;

/// <summary>
/// The fronts' secret key: turns user ids and idempotency keys into names that reveal nothing to readers of the store and of the traffic.
/// Thread-safe.
/// </summary>
internal sealed class OwnerKey(byte[] key)
{
    /// <summary>The fewest bytes of a key: 32.</summary>
    public const int LeastBytes = 32;

    /// <summary>The name of a user as the owner of requests: 32 bytes.</summary>
    public byte[] OwnerOf(ProofUserId user) => Compute("owner", user.ToString());

    /// <summary>The name of a user as the key of a limit.</summary>
    public string LimitOf(ProofUserId user) => Convert.ToHexStringLower(Compute("limit", user.ToString()));

    /// <summary>The id of the request that a user names by an idempotency key.</summary>
    public Guid IdOf(ProofUserId user, Guid key) => new(Compute("request", $"{key:N}{user}").AsSpan(0, 16));

    private byte[] Compute(string purpose, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"shadowgraph-proof-cluster/{purpose}\n{text}"));
}
