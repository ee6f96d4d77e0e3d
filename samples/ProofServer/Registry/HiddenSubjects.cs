using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>Which hidden subjects belong to which user: what a publisher knows, and nobody else. Each user has one at a time.</summary>
internal sealed class HiddenSubjects
{
    private readonly ConcurrentDictionary<ProofUserId, (Fr Commitment, EvmAddress Account)> _subjects = [];

    /// <summary>The account of a user's hidden subject; null if the commitment is not that of the user's.</summary>
    public EvmAddress? AccountOf(ProofUserId user, Fr commitment) =>
        _subjects.TryGetValue(user, out var subject) && subject.Commitment == commitment ? subject.Account : null;

    /// <summary>Makes a hidden subject of a user, in place of the one before.</summary>
    /// <returns>The account that its attestations are about.</returns>
    public EvmAddress Add(ProofUserId user, Fr commitment)
    {
        var account = new EvmAddress(SHA256.HashData(Encoding.UTF8.GetBytes($"hidden {user} {commitment}")).AsSpan(0, EvmAddress.Size));
        _subjects[user] = (commitment, account);
        return account;
    }
}
