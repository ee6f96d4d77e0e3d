using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shadowgraph.Proofs;

namespace ProofClient;

/// <summary>The command line.</summary>
internal sealed class ClientOptions
{
    private static readonly string[] Commands = ["fetch", "prove", "submit", "watch", "result", "cancel"];

    private static readonly string[] Names =
        ["--server", "--ca", "--opening", "--type", "--recipient", "--minimum", "--maximum", "--campaign", "--keys", "--key", "--identity", "--out"];

    private readonly Dictionary<string, string> _values;

    private ClientOptions(string command, string? operand, Dictionary<string, string> values)
    {
        Command = command;
        _values = values;
        Id = operand is null ? Guid.Empty : Guid.TryParse(operand, out var id)
            ? id
            : throw new UsageException($"'{operand}' is no request's id, such as 6b1c0f3e-5a52-4b7a-9c1d-0d4b5a0e7f11.");
    }

    public string Command { get; }

    /// <summary>The request of watch, result and cancel.</summary>
    public Guid Id { get; }

    /// <summary>The server. TLS is required, as opening and token are confidential.</summary>
    public Uri Server
    {
        get
        {
            var text = this["--server"] ?? throw new UsageException("the server's address is missing: --server https://HOST.");
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? uri
                : throw new UsageException($"--server is an address that begins with https://, not '{text}': the opening is confidential, and so is the token.");
        }
    }

    /// <summary>The trusted certificates; null for the trust store of the system.</summary>
    public X509Certificate2Collection? Authorities
    {
        get
        {
            if (this["--ca"] is not { } path) return null;
            var certificates = new X509Certificate2Collection();
            try
            {
                certificates.ImportFromPemFile(path);
            }
            catch (CryptographicException e)
            {
                throw new RefusedException($"{path} has no certificates in PEM: {e.Message}", e);
            }

            return certificates.Count > 0 ? certificates : throw new RefusedException($"{path} has no certificates in PEM.");
        }
    }

    public string Token => Environment.GetEnvironmentVariable("PROOF_TOKEN") is { Length: > 0 } token
        ? token
        : throw new UsageException("the token is missing. Set the environment variable PROOF_TOKEN.");

    public string Type => this["--type"] is "exact" or "threshold" or "range" or "membership" or "anonymous"
        ? this["--type"]!
        : throw new UsageException("--type is exact, threshold, range, membership or anonymous.");

    public bool IsAnonymous => this["--type"] == "anonymous";

    public EvmAddress Recipient => EvmAddress.TryParse(this["--recipient"], null, out var recipient) && !recipient.IsZero
        ? recipient
        : throw new UsageException("--recipient is the wallet that the proof is made out to, 0x and 40 hexadecimal digits.");

    public ScoreBounds? Bounds => Type switch
    {
        "threshold" => ScoreBounds.AtLeast(Score("--minimum")),
        "range" when Score("--minimum") is var minimum && Score("--maximum") is var maximum && minimum <= maximum => new ScoreBounds(minimum, maximum),
        "anonymous" when this["--minimum"] is not null => ScoreBounds.AtLeast(Score("--minimum")),
        "range" => throw new UsageException("--minimum is at most --maximum."),
        _ => null,
    };

    public string Campaign => this["--campaign"] ?? "";

    /// <summary>The file of the sealed opening.</summary>
    public string Opening => Path.GetFullPath(this["--opening"] ?? (IsAnonymous ? "opening-anonymous.sealed" : "opening.sealed"));

    /// <summary>The file of the sealed secret behind anonymous proofs.</summary>
    public string Identity => Path.GetFullPath(this["--identity"] ?? "identity.sealed");

    /// <summary>The file of the key that seals opening and identity; by default in another folder.</summary>
    public string SealingKey
    {
        get
        {
            if (this["--key"] is { } given) return Path.GetFullPath(given);
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return data.Length > 0
                ? Path.Combine(data, "shadowgraph-proof-client", "sealing.key")
                : throw new RefusedException("this user has no folder for data, so say where the key is that seals openings: --key FILE.");
        }
    }

    /// <summary>The value of an option; null for a missing option.</summary>
    public string? this[string option] => _values.GetValueOrDefault(option);

    /// <exception cref="UsageException">The command line is malformed.</exception>
    public static ClientOptions Parse(string[] words)
    {
        if (words.Length == 0) throw new UsageException("the command is missing. --help lists the commands.");
        if (!Commands.Contains(words[0])) throw new UsageException($"there is no command '{words[0]}'.");
        var hasOperand = words[0] is "watch" or "result" or "cancel";
        if (hasOperand && (words.Length < 2 || words[1].StartsWith("--", StringComparison.Ordinal)))
            throw new UsageException($"{words[0]} takes the id of a request.");
        var values = new Dictionary<string, string>();
        for (var i = hasOperand ? 2 : 1; i < words.Length; i += 2)
        {
            if (!Names.Contains(words[i])) throw new UsageException($"there is no option '{words[i]}'.");
            if (i + 1 == words.Length) throw new UsageException($"{words[i]} needs a value.");
            if (!values.TryAdd(words[i], words[i + 1])) throw new UsageException($"{words[i]} is given twice.");
        }

        return new ClientOptions(words[0], hasOperand ? words[1] : null, values);
    }

    private int Score(string option) =>
        int.TryParse(this[option], NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= ScoreBounds.HighestScore
            ? score
            : throw new UsageException($"{option} is a score in millionths, 0 to {ScoreBounds.HighestScore}.");
}
