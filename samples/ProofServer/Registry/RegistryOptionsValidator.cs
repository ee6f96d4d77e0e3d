using System.Net;
using Microsoft.Extensions.Options;
using ProofServer.Security;

namespace ProofServer.Registry;

/// <summary>Checks the section "Registry", and reports all faults at once.</summary>
internal sealed class RegistryOptionsValidator(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<RegistryOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        var faults = new List<string>();
        var isStored = options.Folder is { Length: > 0 } || options.Postgres is { Length: > 0 };
        if (options.Folder is { Length: > 0 } && options.Postgres is { Length: > 0 })
            faults.Add("Registry:Folder and Registry:Postgres are both set. A registry has one database: remove one of the settings.");
        if (!isStored && options.KeyFile is not null)
            faults.Add("Registry:KeyFile is set, and Registry:Folder is not. Name the folder of the registry that the key seals, or set Registry:Postgres.");
        if (options.Postgres is { Length: > 0 } && options.KeyFile is not { Length: > 0 })
        {
            faults.Add(
                "Registry:KeyFile is missing, and the registry is in PostgreSQL. Name a file with a key of 32 random bytes, the same key for all "
                + "servers: (umask 077; openssl rand -out registry.key 32)");
        }

        if (!isStored && options.Publisher is null && !environment.IsDevelopment())
            faults.Add("Registry:Folder is missing: outside of Development a registry has to outlive the process. Name a folder on a local disk.");
        if (options.Publisher is { } publisher) CheckPublisher(publisher, isStored, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void CheckPublisher(string publisher, bool isStored, List<string> faults)
    {
        if (!Uri.TryCreate(publisher, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
            faults.Add("Registry:Publisher must be http://HOST:PORT or https://HOST:PORT, without a path.");
        else if (address.Scheme == "http" && !IsLoopback(address))
            faults.Add("Registry:Publisher must be https outside of the loopback: tokens and attestations would be sent in clear.");
        if (!isStored)
        {
            faults.Add(
                "Registry:Publisher is set, and neither Registry:Folder nor Registry:Postgres is. Name the publisher's database: this server reads "
                + "the registry from there.");
        }

        if (Tokens.KeyOf(configuration) is null)
        {
            faults.Add(
                "Auth:SigningKey is missing, and Registry:Publisher is set. The publisher checks the forwarded tokens of users: give all servers and "
                + "the publisher the same key.");
        }
    }

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
