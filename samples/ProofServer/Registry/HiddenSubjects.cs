using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;

namespace ProofServer.Registry;

/// <summary>
/// Hidden subjects of users. The account of a hidden subject is derived from the user's id: the registry keeps one leaf per account, so a user
/// has one hidden subject at a time, also after a restart.
/// </summary>
internal static class HiddenSubjects
{
    public static EvmAddress AccountOf(ProofUserId user) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"shadowgraph proof server, hidden subject of {user}")).AsSpan(0, EvmAddress.Size));
}
