using System.Net;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs;

namespace ProofCluster.Http;

/// <summary>The section "ProofCluster:Http" of a front that speaks HTTP.</summary>
internal sealed class HttpFrontOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ProofCluster:Http";

    /// <summary>The listening address. Outside of the loopback the address must be https.</summary>
    public string Address { get; set; } = "http://127.0.0.1:5090";

    /// <summary>Users, each with SHA-256 of the user's token in hexadecimal digits.</summary>
    public Dictionary<string, string> Users { get; set; } = [];
}

/// <summary>Checks the section, and names all faults at once.</summary>
internal sealed class HttpFrontOptionsValidator : IValidateOptions<HttpFrontOptions>
{
    private const int HashBytes = 32;

    public ValidateOptionsResult Validate(string? name, HttpFrontOptions options)
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            faults.Add($"{HttpFrontOptions.Section}:Address must be http://HOST:PORT or https://HOST:PORT.");
        else if (address.Scheme == "http" && !IsLoopback(address))
            faults.Add($"{HttpFrontOptions.Section}:Address must be https, as it is not the loopback: tokens and requests would travel in clear.");
        if (options.Users.Count == 0)
            faults.Add($"{HttpFrontOptions.Section}:Users is empty. Give each user SHA-256 of a random token: printf %s TOKEN | sha256sum");
        foreach (var (user, hash) in options.Users)
        {
            if (!ProofUserId.TryParse(user, null, out _)) faults.Add($"{HttpFrontOptions.Section}:Users has a name that is no user id.");
            if (HashOf(hash) is null) faults.Add($"{HttpFrontOptions.Section}:Users:{user} must be {2 * HashBytes} hexadecimal digits.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The bytes of a hash; null for an invalid hash.</summary>
    public static byte[]? HashOf(string text)
    {
        var bytes = new byte[HashBytes];
        return text.Length == 2 * HashBytes && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == HashBytes ? bytes : null;
    }

    private static bool IsLoopback(Uri address) => address.Host == "localhost" || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
