using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;

namespace ProofServer.Registry;

/// <summary>
/// Which hidden subject belongs to which user: what a publisher knows, and nobody else. A user has one at a time, under an account that
/// follows from the user's id, so that the registry's one leaf for each account holds for hidden subjects too, over restarts.
/// </summary>
internal static class HiddenSubjects
{
    public static EvmAddress AccountOf(ProofUserId user) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"shadowgraph proof server, hidden subject of {user}")).AsSpan(0, EvmAddress.Size));
}
