using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Hosting;

/// <summary>token NAME [ACCOUNT] [publisher] [operator]: prints a token for a user.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <returns>The process's exit code.</returns>
    public static int Run(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            if (args is not [{ } user, .. var roles] || !ProofUserId.TryParse(user, null, out _)) return Misuse();
            var account = Tokens.AccountOf(user);
            if (roles is [{ } text, ..] && EvmAddress.TryParse(text, null, out var given))
            {
                account = given;
                roles = roles[1..];
            }

            if (account.IsZero || roles.Any(role => role is not (Tokens.Publisher or Tokens.Operator))) return Misuse();

            if (Tokens.KeyOf(configuration) is not { } key)
            {
                Console.Error.WriteLine(
                    "The server makes a new key at each start, so a token must be signed with a configured key: set Auth__SigningKey to at least "
                    + "32 random bytes, such as those of openssl rand -base64 48, for the server and for this command. The server prints tokens of its "
                    + "own at the start.");
                return 1;
            }

            Console.WriteLine(new Tokens(key, TimeProvider.System).Issue(user, account, Lifetime, roles));
            return 0;
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int Misuse()
    {
        Console.Error.WriteLine("Expected: token NAME [ACCOUNT] [publisher] [operator], the account as 0x and 40 hexadecimal digits");
        return 1;
    }
}
