using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shadowgraph.Proofs;

namespace ProofServer.Security;

/// <summary>Issues and checks tokens: JWT, HS256, with issuer, audience and a lifetime. The key is the configuration's, or made at the start.</summary>
internal sealed class Tokens
{
    public const string Issuer = "shadowgraph-proof-server";
    public const string Audience = "shadowgraph-proofs";
    public const string RoleClaim = "role";
    public const string AccountClaim = "account";
    public const string Publisher = "publisher";
    public const string Operator = "operator";

    /// <summary>The minimum key length of HS256.</summary>
    public const int LeastKeyBytes = 32;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SymmetricSecurityKey _key;
    private readonly TimeProvider _time;

    public Tokens(byte[] key, TimeProvider time)
    {
        _key = new SymmetricSecurityKey(key);
        _time = time;
    }

    /// <summary>The validation of a token: algorithm, issuer, audience and lifetime, all required.</summary>
    public TokenValidationParameters Rules => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = _key,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        NameClaimType = JwtRegisteredClaimNames.Sub,
        RoleClaimType = RoleClaim,
        LifetimeValidator = (notBefore, expires, _, rules) =>
            expires > _time.GetUtcNow().UtcDateTime - rules.ClockSkew && !(notBefore > _time.GetUtcNow().UtcDateTime + rules.ClockSkew),
    };

    /// <summary>The key of the configuration entry Auth:SigningKey; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The key is shorter than 32 bytes.</exception>
    public static byte[]? KeyOf(IConfiguration configuration)
    {
        if (configuration["Auth:SigningKey"] is not { Length: > 0 } text) return null;
        var key = Encoding.UTF8.GetBytes(text);
        return key.Length >= LeastKeyBytes
            ? key
            : throw new InvalidOperationException(
                $"Auth:SigningKey has {key.Length} bytes, but HS256 needs at least {LeastKeyBytes} random bytes. Make a key with: openssl rand -base64 48");
    }

    /// <summary>Signs a token.</summary>
    /// <param name="user">A user id.</param>
    /// <param name="lifetime">From now on.</param>
    /// <param name="roles">Of publisher and operator, any.</param>
    public string Issue(string user, TimeSpan lifetime, params string[] roles) => Issue(user, AccountOf(user), lifetime, roles);

    /// <summary>Signs a token for a user with a known account.</summary>
    /// <param name="user">A user id.</param>
    /// <param name="account">The account that the user's proofs are about.</param>
    /// <param name="lifetime">From now on.</param>
    /// <param name="roles">Of publisher and operator, any.</param>
    public string Issue(string user, EvmAddress account, TimeSpan lifetime, params string[] roles) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience,
        IssuedAt = _time.GetUtcNow().UtcDateTime,
        NotBefore = _time.GetUtcNow().UtcDateTime,
        Expires = (_time.GetUtcNow() + lifetime).UtcDateTime,
        Subject = new ClaimsIdentity(
        [
            new Claim(JwtRegisteredClaimNames.Sub, user),
            new Claim(AccountClaim, account.ToString()),
            .. roles.Select(role => new Claim(RoleClaim, role)),
        ]),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>Checks a token.</summary>
    /// <returns>The caller; null if the token is not good.</returns>
    public async Task<Caller?> CheckAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, Rules);
        return result.IsValid ? Caller.From(new ClaimsPrincipal(result.ClaimsIdentity)) : null;
    }

    /// <summary>The account of a user of the demonstration. A real issuer writes a verified account into the token.</summary>
    public static EvmAddress AccountOf(string user) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("shadowgraph demonstration " + new ProofUserId(user))).AsSpan(0, EvmAddress.Size));
}
