using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs;

namespace ProofCluster.Http;

/// <summary>Tells users by their tokens.</summary>
internal sealed class UserTokens(IOptions<HttpFrontOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly (ProofUserId User, byte[] Hash)[] _users =
        [.. options.Value.Users.Select(user => (new ProofUserId(user.Key), HttpFrontOptionsValidator.HashOf(user.Value)!))];

    /// <summary>The user of a request; null without a good token.</summary>
    public ProofUserId? UserOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..]));
        ProofUserId? found = null;
        foreach (var (user, known) in _users)
            if (CryptographicOperations.FixedTimeEquals(hash, known)) found = user;
        return found;
    }
}
