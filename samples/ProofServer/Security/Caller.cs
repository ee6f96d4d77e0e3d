using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Shadowgraph.Proofs;

namespace ProofServer.Security;

/// <summary>The caller, as stated by the token.</summary>
/// <param name="User">The user.</param>
/// <param name="Account">The account that proofs of this user are about.</param>
/// <param name="IsOperator">Whether the whole queue, metrics and audit are shown.</param>
/// <param name="IsPublisher">Whether attestations may be added.</param>
/// <param name="ExpiresAt">When the token expires.</param>
internal sealed record Caller(ProofUserId User, EvmAddress Account, bool IsOperator, bool IsPublisher, DateTimeOffset ExpiresAt)
{
    /// <returns>Null if the token names no user or no account.</returns>
    public static Caller? From(ClaimsPrincipal principal)
    {
        if (!ProofUserId.TryParse(principal.FindFirstValue(JwtRegisteredClaimNames.Sub), null, out var user)) return null;
        if (!EvmAddress.TryParse(principal.FindFirstValue(Tokens.AccountClaim), null, out var account) || account.IsZero) return null;
        if (!long.TryParse(principal.FindFirstValue(JwtRegisteredClaimNames.Exp), out var expires)) return null;
        return new Caller(
            user, account, principal.IsInRole(Tokens.Operator), principal.IsInRole(Tokens.Publisher),
            DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(expires, 0, 253_402_300_799)));
    }

    /// <summary>The caller of a request that has passed authorization.</summary>
    public static Caller Of(HttpContext context) => From(context.User) ?? throw new InvalidOperationException("The endpoint requires no caller.");
}
